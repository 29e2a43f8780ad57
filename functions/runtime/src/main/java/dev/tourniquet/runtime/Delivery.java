package dev.tourniquet.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What a function was invoked with. An operator who sends a dead letter again has in hand what Lambda, or the function, put
 * around the event: that is taken off. An EventBridge rule's dead letter is the event itself.
 *
 * @param text the event as it came in, without what was around it
 * @param event the same, read; missing where that is impossible
 * @param fault why it is no event, null where it may be one
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Invocation records</a>
 */
public record Delivery(
        String text, JsonNode event, @Nullable String fault) {
    /** A dead letter that is sent again, and fails again, is put into another. */
    private static final int MOST_AROUND = 10;

    /** The parser quotes what it found, a whole name where that stands twice. */
    private static final int MOST_OF_A_MESSAGE = 300;

    /**
     * Reads {@code text}, and takes off what is around the event.
     *
     * @param functionArn of the function that was invoked
     */
    public static Delivery of(String text, String functionArn) {
        String inner = text;
        for (int around = 0; around < MOST_AROUND; around++) {
            JsonNode read;
            try {
                read = Json.MAPPER.readTree(inner);
            } catch (JsonProcessingException e) {
                return faulty(inner, "not JSON: " + PlainText.bounded(e.getOriginalMessage(), MOST_OF_A_MESSAGE));
            }
            if (!isRecord(read)) {
                return isEnvelope(read)
                        ? faulty(inner, "messages of SQS with all that is around them: send the body of each by itself")
                        : new Delivery(inner, read, null);
            }
            String owner = read.path("requestContext").path("functionArn").asText(functionArn);
            if (!unqualified(owner).equals(unqualified(functionArn))) {
                return faulty(
                        inner,
                        "a dead letter of another function, " + PlainText.bounded(owner, MOST_OF_A_MESSAGE)
                                + ": send it there");
            }
            JsonNode payload = read.path("requestPayload");
            if (payload.isMissingNode() || payload.isNull()) {
                return faulty(inner, "a dead letter without the event that it is about: requestPayload is missing");
            }
            inner = payload.isTextual() ? payload.textValue() : Json.write(payload);
        }
        return faulty(inner, "a dead letter in a dead letter, more than " + MOST_AROUND + " times");
    }

    private static boolean isRecord(JsonNode read) {
        return read.path("requestContext").isObject() && !read.has("detail-type") && !read.has("command");
    }

    private static boolean isEnvelope(JsonNode read) {
        return read.path("Records").isArray() || read.path("Messages").isArray();
    }

    /** Without version or alias: {@code arn:aws:lambda:<region>:<account>:function:<name>}. */
    private static String unqualified(String arn) {
        String[] parts = arn.split(":", 8);
        return parts.length < 8 ? arn : arn.substring(0, arn.length() - parts[7].length() - 1);
    }

    private static Delivery faulty(String text, String fault) {
        return new Delivery(text, MissingNode.getInstance(), fault);
    }
}
