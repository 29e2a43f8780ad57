package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what the function answers. */
final class Results {
    private Results() {}

    static String outcome(JsonNode result) {
        return result.path("report").path("outcome").asText();
    }

    static String reasons(JsonNode result) {
        return result.path("report").path("reasons").toString();
    }

    static String residualRisks(JsonNode result) {
        return result.path("report").path("residualRisks").toString();
    }

    static String nextSteps(JsonNode result) {
        return result.path("report").path("nextSteps").toString();
    }

    static Set<String> statuses(JsonNode result) {
        return stream(result.path("report").path("steps"))
                .map(step -> step.path("status").asText())
                .collect(Collectors.toSet());
    }

    /** The step of the plan that is of this kind. */
    static JsonNode step(JsonNode result, String action) {
        return named(action, result.path("plan"));
    }

    /** What became of the step of this kind in a release. */
    static JsonNode releasedStep(JsonNode released, String action) {
        return named(action, released);
    }

    private static JsonNode named(String action, JsonNode steps) {
        return stream(steps.path("steps"))
                .filter(step -> step.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
