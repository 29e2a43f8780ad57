package dev.tourniquet.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.time.Instant;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Keeps events that no retry can mend. A function that throws is given the event twice more; so a malformed event is put
 * into the dead-letter queue by the function itself, in the form that Lambda's own on-failure destination uses.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Invocation records</a>
 */
public final class DeadLetters {
    /** SQS takes 256 KiB in a message. Of an event that does not fit, the beginning is kept. */
    private static final int LONGEST = 250_000;

    /** ASCII only: SQS refuses some characters, and a message's length in bytes is its length in characters. */
    private static final ObjectWriter ASCII = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final SqsClient sqs;
    private final String queueUrl;

    public DeadLetters(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** Keeps {@code event}, as it came in; throws {@link dev.tourniquet.plan.CallFailed} where that fails. */
    public void keep(String event, String reason, String requestId, String functionArn, Instant now) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.put("version", "1.0").put("timestamp", now.toString());
        record.putObject("requestContext")
                .put("requestId", requestId)
                .put("functionArn", functionArn)
                .put("condition", "Malformed")
                .put("approximateInvokeCount", 1);
        record.putObject("responsePayload").put("reason", reason);
        String message = write(record, event);
        Calls.call(
                "sqs:SendMessage",
                queueUrl,
                () -> sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(message)));
    }

    private static String write(ObjectNode record, String event) {
        String kept = event;
        while (true) {
            String message = ascii(record.put("requestPayload", kept));
            if (message.length() <= LONGEST || kept.isEmpty()) {
                return message;
            }
            kept = kept.substring(0, kept.length() / 2);
        }
    }

    private static String ascii(ObjectNode record) {
        try {
            return ASCII.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a dead letter", e);
        }
    }
}
