package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;

/** What functions answer to orders. */
final class Answers {
    private Answers() {}

    /** The field {@code name} of an answer that was not refused. */
    static JsonNode of(JsonNode answer, String name) {
        if (answer.has("refused")) {
            throw new OrderFailed(
                    Exit.of(answer.path("refusal").asText("")),
                    answer.path("refused").asText());
        }
        if (!answer.has(name)) {
            throw new OrderFailed(
                    Exit.CANNOT_RUN,
                    "the function answers something else than " + name + ": is it of this version? " + answer);
        }
        return answer.path(name);
    }

    /** A function that broke off: because somebody else is at work on the case, or for a failure. */
    static OrderFailed brokenOff(String function, String type, String message) {
        return type.equals(RetryLater.class.getName())
                ? new OrderFailed(Exit.BUSY, message)
                : new OrderFailed(Exit.CANNOT_RUN, function + " broke off: " + message + "; its log says more");
    }
}
