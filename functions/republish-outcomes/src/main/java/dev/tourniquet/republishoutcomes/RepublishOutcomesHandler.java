package dev.tourniquet.republishoutcomes;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.tourniquet.engine.Settlement;
import dev.tourniquet.engine.Settlement.Backlog;
import dev.tourniquet.engine.Worker;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.BusPublisher;
import dev.tourniquet.runtime.ControlItems;
import dev.tourniquet.runtime.DynamoLedger;
import dev.tourniquet.runtime.JsonJournal;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * The function {@code tourniquet-republish-outcomes}, run by a schedule: publishes what waits in the ledger's index
 * {@code outbox}, the oldest first, and what stands as metrics. Delivery is at least once: where marking a case fails, or the index is behind, an
 * outcome is published again.
 */
public final class RepublishOutcomesHandler implements RequestHandler<ScheduledEvent, String> {
    /** In one run; each costs two calls. */
    private static final int LIMIT = 100;

    private final Settlement settlement;
    private final Gauges gauges;
    private final InstantSource clock;

    /** As Lambda starts it. */
    public RepublishOutcomesHandler() {
        this(Aws.ofProcess());
    }

    /** On the AWS given. */
    public RepublishOutcomesHandler(Aws aws) {
        String table = aws.environment().required("TOURNIQUET_LEDGER");
        String bus = aws.environment().required("TOURNIQUET_BUS");
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
        DynamoLedger ledger = new DynamoLedger(dynamo, table);
        settlement = new Settlement(
                ledger,
                new BusPublisher(aws.client(EventBridgeClient.builder()), bus),
                new JsonJournal("republish-outcomes", aws.output(), aws.clock(), aws::calls));
        gauges = new Gauges(
                aws.environment().list("TOURNIQUET_RESPONSES"),
                ledger,
                new ControlItems(dynamo, table),
                response -> new JsonJournal(response, aws.output(), aws.clock(), aws::calls));
        clock = aws.clock();
    }

    /**
     * Publishes what waits, and writes how much waits for people.
     *
     * @return {@code {"published":2,"waiting":0}}
     * @throws IllegalStateException where something could not be published, so that the function's alarm sees it
     */
    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        gauges.write();
        Instant now = clock.instant();
        Backlog backlog = settlement.publishPending(
                LIMIT,
                new Worker(context.getAwsRequestId(), now, now.plusMillis(context.getRemainingTimeInMillis()), clock));
        if (backlog.waiting() > 0) {
            throw new IllegalStateException("outcomes still to be published: " + Json.write(backlog));
        }
        return Json.write(backlog);
    }
}
