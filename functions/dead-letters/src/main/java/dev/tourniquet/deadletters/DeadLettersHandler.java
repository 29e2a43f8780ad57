package dev.tourniquet.deadletters;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.BusPublisher;
import dev.tourniquet.runtime.DeadLetterItems;
import dev.tourniquet.runtime.JsonJournal;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * The function {@code tourniquet-dead-letters}, fed from the queue of the same name: what could not be handled becomes an outcome,
 * FAILED, with the event in the ledger. It answers which messages the queue has to keep; one that fails keeps no other.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">Partial
 *     batch responses</a>
 */
public final class DeadLettersHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Sorting sorting;
    private final JsonJournal journal;

    /** As Lambda starts it. */
    public DeadLettersHandler() {
        this(Aws.ofProcess());
    }

    /** On the AWS given. */
    public DeadLettersHandler(Aws aws) {
        DeadLetterItems letters = new DeadLetterItems(
                aws.client(DynamoDbClient.builder()), aws.environment().required("TOURNIQUET_LEDGER"));
        BusPublisher publisher = new BusPublisher(
                aws.client(EventBridgeClient.builder()), aws.environment().required("TOURNIQUET_BUS"));
        String account = aws.environment().required("TOURNIQUET_ACCOUNT");
        String region = aws.environment().required("AWS_REGION");
        sorting = new Sorting(
                letters, publisher, new LetterReader(account, region), new LetterReport(account, region), aws.clock());
        journal = new JsonJournal("dead-letters", aws.output(), aws.clock(), aws::calls);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<BatchItemFailure> kept = new ArrayList<>();
        for (SQSMessage message : event.getRecords() == null ? List.<SQSMessage>of() : event.getRecords()) {
            try {
                journal.deadLetter(sorting.sort(message));
            } catch (RuntimeException failed) {
                journal.trouble(
                        "dead letter " + message.getMessageId() + " stays in the queue: " + failed.getMessage());
                kept.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(kept);
    }
}
