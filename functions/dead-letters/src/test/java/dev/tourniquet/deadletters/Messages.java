package dev.tourniquet.deadletters;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Messages of the dead-letter queue, as each of its senders writes them. */
final class Messages {
    static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-isolate-instance";
    static final String ID = "059f36b4-87a3-44ab-83d2-661975830a7d";

    private Messages() {}

    static String finding() {
        try {
            return Files.readString(Path.of("../../events-samples/guardduty/Backdoor-EC2-CnCActivity.B.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lambda's own record of an invocation that failed to the end. */
    static SQSMessage ofLambda(String functionArn, String event, String error) {
        return ofInvocation(functionArn + ":$LATEST", event, error);
    }

    /** The same, of whatever was invoked. */
    static SQSMessage ofInvocation(String invokedArn, String event, String error) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.put("version", "1.0").put("timestamp", "2026-11-14T18:16:05.568Z");
        record.putObject("requestContext")
                .put("requestId", "e4b46cbf-b738-xmpl-8880-a18cdf61200e")
                .put("functionArn", invokedArn)
                .put("condition", "RetriesExhausted")
                .put("approximateInvokeCount", 3);
        record.set("requestPayload", Json.read(event, JsonNode.class));
        record.putObject("responseContext").put("statusCode", 200).put("functionError", "Unhandled");
        record.putObject("responsePayload").put("errorMessage", error);
        return of(Json.write(record), Map.of());
    }

    /** What EventBridge could not deliver. */
    static SQSMessage ofRule(String event, String code) {
        return ofRule(event, code, FUNCTION);
    }

    /** The same, for the target of this ARN. */
    static SQSMessage ofRule(String event, String code, String target) {
        return of(
                event,
                Map.of(
                        "RULE_ARN", "arn:aws:events:us-east-1:123456789012:rule/tourniquet-isolate-instance-guardduty",
                        "TARGET_ARN", target,
                        "ERROR_CODE", code,
                        "ERROR_MESSAGE", "User is not authorized to invoke the function",
                        "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
                        "RETRY_ATTEMPTS", "30"));
    }

    static SQSMessage of(String body, Map<String, String> attributes) {
        Map<String, MessageAttribute> all = new HashMap<>();
        attributes.forEach((name, value) -> {
            MessageAttribute attribute = new MessageAttribute();
            attribute.setDataType("String");
            attribute.setStringValue(value);
            all.put(name, attribute);
        });
        SQSMessage message = new SQSMessage();
        message.setMessageId(ID);
        message.setBody(body);
        message.setAttributes(Map.of("SentTimestamp", "1763144165568"));
        message.setMessageAttributes(all);
        return message;
    }
}
