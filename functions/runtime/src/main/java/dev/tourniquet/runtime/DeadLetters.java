package dev.tourniquet.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.time.Instant;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Keeps events that no retry can mend. A function that throws is given the event twice more; so an event that is malformed, or
 * that a person has to mend something for, is put into the dead-letter queue by the function itself, in the form that Lambda's own on-failure destination uses.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Invocation records</a>
 */
public final class DeadLetters {
    /** SQS takes 256 KiB in a message. Of an event that does not fit, the beginning is kept. */
    private static final int LONGEST = 250_000;

    private final SqsClient sqs;
    private final String queueUrl;

    public DeadLetters(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * Keeps {@code event}, as it came in; throws {@link dev.tourniquet.plan.CallFailed} where that fails.
     *
     * @param condition in a word, why it is kept
     */
    void keep(String event, String condition, String reason, Context context, Instant now) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.put("version", "1.0").put("timestamp", now.toString());
        record.putObject("requestContext")
                .put("requestId", context.getAwsRequestId())
                .put("functionArn", context.getInvokedFunctionArn())
                .put("condition", condition)
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
            // ASCII: SQS refuses some characters, and a message's length in bytes is its length in characters.
            String message = Json.ascii(record.put("requestPayload", kept));
            if (message.length() <= LONGEST || kept.isEmpty()) {
                return message;
            }
            kept = kept.substring(0, kept.length() / 2);
        }
    }
}
