package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.result.Released;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Sends the release command to the function that owns a case. */
final class Releases {
    private final Lambda lambda;
    private final World world;

    Releases(Lambda lambda, World world) {
        this.lambda = lambda;
        this.world = world;
    }

    /** Releases a case, named in the ids of the event and opened in the world of {@code given}. */
    Released release(String caseId, Function function, Map<String, String> environment, Given given) {
        ObjectNode command = Json.MAPPER.createObjectNode();
        command.put("command", "release")
                .put("caseId", world.ids().toLocal().apply(caseId))
                .put("reason", "replayed round trip")
                .put("requestedBy", "replay");
        ArrayNode options = command.putArray("options");
        given.releaseOptions(caseId.substring(0, caseId.indexOf('/'))).forEach(options::add);
        List<ExecutionInterceptor> sandbox = Sandbox.of(world, given);
        Invocation invocation =
                world.enforcingIam(() -> lambda.invoke(function, environment, sandbox, Json.write(command)));
        if (invocation.failure() != null) {
            return new Released(caseId, false, List.of(), world.ids().toEvent().apply(invocation.failure()));
        }
        JsonNode answer = world.ids().toEvent(invocation.output());
        if (!answer.has("released")) {
            return new Released(caseId, false, List.of(), answer.path("refused").asText(answer.toString()));
        }
        JsonNode report = answer.path("released");
        List<String> steps = new ArrayList<>();
        for (JsonNode step : report.path("steps")) {
            String note = step.path("note").asText();
            steps.add(step.path("result").asText() + "  " + step.path("action").asText() + " "
                    + step.path("resource").asText() + (note.isEmpty() ? "" : ": " + note));
        }
        return new Released(caseId, report.path("complete").asBoolean(), steps, "");
    }
}
