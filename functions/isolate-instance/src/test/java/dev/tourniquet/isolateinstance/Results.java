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

    static Set<String> statuses(JsonNode result) {
        return stream(result.path("report").path("steps"))
                .map(step -> step.path("status").asText())
                .collect(Collectors.toSet());
    }

    /** The step of the plan that is of this kind. */
    static JsonNode step(JsonNode result, String action) {
        return of(result.path("plan"), action);
    }

    /** What became of the step of this kind in a release. */
    static JsonNode of(JsonNode releasedOrPlan, String action) {
        return stream(releasedOrPlan.path("steps"))
                .filter(step -> step.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
