package dev.tourniquet.replay.show;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.Released;
import dev.tourniquet.replay.result.ResponseRun;
import dev.tourniquet.replay.result.RoundTrip;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object an event, a line each, as the events are done. */
public final class JsonLines implements AutoCloseable {
    private final @Nullable Writer writer;

    private JsonLines(@Nullable Writer writer) {
        this.writer = writer;
    }

    /** Writes to {@code file}, which is made anew; nowhere where it is null. */
    public static JsonLines to(@Nullable Path file) throws IOException {
        return new JsonLines(file == null ? null : Files.newBufferedWriter(file));
    }

    /** Writes one event. */
    public void write(EventRun run) throws IOException {
        if (writer != null) {
            writer.write(Json.write(node(run)));
            writer.write('\n');
            writer.flush();
        }
    }

    static ObjectNode node(EventRun run) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("path", run.path().toString());
        node.put("findingId", run.finding() == null ? null : run.finding().id());
        node.put("findingType", run.finding() == null ? null : run.finding().type());
        node.set("matchedRules", Json.tree(run.matchedRules()));
        node.put("disposition", run.disposition().name());
        if (!run.reason().isEmpty()) {
            node.put("reason", run.reason());
        }
        RoundTrip trip = run.roundTrip();
        run.responses().forEach(response -> node.withArray("responses").add(node(response, trip)));
        node.withArray("responses");
        if (trip != null) {
            ObjectNode roundTrip = node.putObject("roundTrip").put("succeeded", trip.succeeded());
            roundTrip.set("kept", Json.tree(trip.kept()));
            roundTrip.set("differences", Json.tree(trip.differences()));
        }
        return node.put("millis", run.millis());
    }

    private static ObjectNode node(ResponseRun response, @Nullable RoundTrip trip) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("response", response.response());
        node.put("target", response.target());
        node.put("outcome", response.outcome());
        node.set("reasons", Json.tree(response.reasons()));
        node.set("residualRisks", Json.tree(response.residualRisks()));
        node.set("blastRadius", Json.tree(response.blastRadius()));
        node.set("changes", Json.tree(response.changes()));
        if (response.retried()) {
            node.put("retried", true);
        }
        List<Released> releases = trip == null ? List.of() : trip.releases();
        releases.stream()
                .filter(released -> released.caseId().equals(response.caseId()))
                .forEach(released -> node.put("released", released.complete()));
        return node;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
