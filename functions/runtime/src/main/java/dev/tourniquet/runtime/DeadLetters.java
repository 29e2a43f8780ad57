package dev.tourniquet.runtime;

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
    /** SQS takes 256 KiB in a message; an event of more than this many characters keeps its beginning only. */
    private static final int LONGEST = 200_000;

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
        record.put("requestPayload", event.length() > LONGEST ? event.substring(0, LONGEST) : event);
        record.putObject("responsePayload").put("reason", reason);
        Calls.call(
                "sqs:SendMessage",
                queueUrl,
                () -> sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(Json.write(record))));
    }
}
