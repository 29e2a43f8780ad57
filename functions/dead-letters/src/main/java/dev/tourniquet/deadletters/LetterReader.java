package dev.tourniquet.deadletters;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.text.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is in the queue: invocation records of Lambda, and those that functions write in the same form; events that EventBridge, or
 * its Scheduler, could not deliver, with the reason in attributes of the message; and whatever else somebody put there.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Invocation records</a>
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">Dead-letter queues of rules</a>
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html">Dead-letter queues of schedules</a>
 */
final class LetterReader {
    /** An item takes 400 KB in all. */
    private static final int MOST_BYTES = 350_000;

    private static final Pattern OWN = Pattern.compile("tourniquet-(?<module>[a-z][a-z-]{0,60})");
    private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private final Pattern function;

    /** Of messages about functions of this account and Region; others' are kept as unknown ones. */
    LetterReader(String account, String region) {
        function = Pattern.compile("arn:[a-z-]+:lambda:" + Pattern.quote(region) + ":" + Pattern.quote(account)
                + ":function:(?<name>[A-Za-z0-9_-]{1,140})(:.{1,140})?");
    }

    /** A letter and the event in it, of which the beginning is kept where it is too long. */
    record Letter(DeadLetter letter, String event) {}

    /** Reads a message, whatever it is. */
    Letter read(SQSMessage message, Instant now) {
        String body = message.getBody() == null ? "" : message.getBody();
        JsonNode record = parsed(body);
        boolean ofLambda = record.path("requestContext").isObject() && record.has("requestPayload");
        return ofLambda ? ofLambda(message, record, now) : ofDelivery(message, body, record, now);
    }

    private Letter ofLambda(SQSMessage message, JsonNode record, Instant now) {
        JsonNode context = record.path("requestContext");
        JsonNode answer = record.path("responsePayload");
        JsonNode payload = record.path("requestPayload");
        String condition = context.path("condition").asText("unknown");
        String said = answer.path("reason").asText(answer.path("errorMessage").asText(""));
        String tries = context.path("approximateInvokeCount").asText("?");
        return letter(
                message,
                context.path("functionArn").asText(),
                condition,
                said.isEmpty() ? "no reason is given; tries: " + tries : said,
                payload.isTextual() ? payload.textValue() : Json.write(payload),
                now);
    }

    private Letter ofDelivery(SQSMessage message, String body, JsonNode event, Instant now) {
        String target = attribute(message, "TARGET_ARN");
        String code = attribute(message, "ERROR_CODE");
        if (target.isEmpty() && code.isEmpty()) {
            String what = event.isMissingNode() ? "is not JSON" : "says nothing of where it was to go";
            return letter(message, "", "Unknown", "a message that " + what + ", put there by somebody", body, now);
        }
        String why = attribute(message, "ERROR_MESSAGE");
        return letter(
                message,
                target,
                code.isEmpty() ? "NotDelivered" : code,
                "could not be delivered after " + orUnknown(attribute(message, "RETRY_ATTEMPTS")) + " retries"
                        + (why.isEmpty() ? "" : ": " + why),
                body,
                now);
    }

    private Letter letter(
            SQSMessage message, String functionArn, String condition, String reason, String event, Instant now) {
        Matcher named = function.matcher(functionArn);
        String name = named.matches() ? named.group("name") : DeadLetter.UNKNOWN;
        Matcher own = OWN.matcher(name);
        String kept = beginning(event);
        DeadLetter letter = new DeadLetter(
                DeadLetter.id(own.matches() ? own.group("module") : DeadLetter.UNKNOWN, messageId(message)),
                1,
                name,
                condition,
                reason,
                kept.length() == event.length(),
                sentAt(message, now),
                false,
                null);
        return new Letter(letter, kept);
    }

    /** The same for each delivery of one message. */
    private static String messageId(SQSMessage message) {
        String id = String.valueOf(message.getMessageId());
        return MESSAGE_ID.matcher(id).matches()
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Instant sentAt(SQSMessage message, Instant now) {
        Map<String, String> attributes = message.getAttributes();
        String millis = attributes == null ? null : attributes.get("SentTimestamp");
        return millis != null && millis.matches("\\d{12,14}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : now;
    }

    private static String attribute(SQSMessage message, String name) {
        Map<String, MessageAttribute> attributes = message.getMessageAttributes();
        MessageAttribute found = attributes == null ? null : attributes.get(name);
        return found == null || found.getStringValue() == null ? "" : found.getStringValue();
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "an unknown number of" : text;
    }

    private static String beginning(String event) {
        String kept = event.isEmpty() ? "-" : event;
        while (kept.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            kept = PlainText.bounded(kept, kept.length() / 2);
        }
        return kept;
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode read = Json.MAPPER.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
