package dev.tourniquet.runtime.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A function on recorded answers: no network, no credentials that are good for anything, no journal, and a clock that stands still. What
 * it does there has no effect anywhere.
 */
final class Stage {
    private final Rehearsal rehearsal;
    private final RecordedAnswers answers;
    private final RequestStreamHandler handler;

    Stage(Rehearsal rehearsal, Function<Aws, ? extends RequestStreamHandler> function) {
        this.rehearsal = rehearsal;
        this.answers = new RecordedAnswers(rehearsal.answers());
        this.handler = function.apply(Aws.of(environment(rehearsal), medium()));
    }

    /** What the function answers to the event; throws IOException where it asks for more than was recorded. */
    String play() throws IOException {
        answers.rewind();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] event = Json.write(rehearsal.event()).getBytes(StandardCharsets.UTF_8);
        handler.handleRequest(new ByteArrayInputStream(event), answer, new RehearsalContext());
        if (!answers.missed().isEmpty()) {
            throw new IOException("the rehearsal has no answer to " + answers.missed());
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private Medium medium() {
        return Medium.WITHOUT_WAITING
                .by(rehearsal::at)
                .over(_ -> answers)
                .seenBy(List.of(new Label()))
                .writing(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(Rehearsal rehearsal) {
        Map<String, String> environment = new HashMap<>(rehearsal.environment());
        // Should a call ever find its way around the answers, it finds nobody.
        environment.put("AWS_ENDPOINT_URL", "http://localhost:9");
        environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", "rehearsal");
        return environment;
    }
}
