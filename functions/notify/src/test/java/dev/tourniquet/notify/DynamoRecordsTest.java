package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.engine.Outcome.Kind;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoRecordsTest {
    private static final Announcement ANNOUNCEMENT = Reports.announcement(Reports.of(Kind.CONTAINED));
    private static final Grouping GROUPING = Grouping.forPeople(ANNOUNCEMENT);

    private LocalAws aws;
    private DynamoDbClient dynamo;
    private DynamoRecords records;

    @BeforeAll
    void start() {
        aws = LocalAws.fresh("dynamodb", "sns", "secretsmanager");
        dynamo = aws.client(DynamoDbClient.builder());
        records = new DynamoRecords(dynamo, FunctionSurroundings.LEDGER);
    }

    @BeforeEach
    void reset() {
        aws.reset();
        new FunctionSurroundings(aws).createLedger();
    }

    @AfterAll
    void end() {
        dynamo.close();
        aws.close();
    }

    @Test
    void readWhatWasWritten() {
        DeliveryRecord first = first("worker");
        DeliveryRecord told = first.told(Reports.NIGHT);
        DeliveryRecord counted = told.counting("another").counting("one more");

        assertThat(records.put("slack", GROUPING, first)).isTrue();
        assertThat(records.put("slack", GROUPING, told)).isTrue();
        assertThat(records.put("slack", GROUPING, told.counting("another"))).isTrue();
        assertThat(records.put("slack", GROUPING, counted)).isTrue();

        assertThat(records.find("slack", GROUPING)).contains(counted);
        assertThat(records.find("email", GROUPING)).isEmpty();
    }

    @Test
    void letOneOfThoseWinWhoClaimAtOnce() throws Exception {
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String worker = "worker-" + i;
            claims.add(() -> records.put("email", GROUPING, first(worker)));
        }
        int won = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> claim : threads.invokeAll(claims)) {
                won += claim.get() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void refuseAWriteThatIsBasedOnAnOlderOne() {
        DeliveryRecord first = first("worker");
        records.put("email", GROUPING, first);
        records.put("email", GROUPING, first.told(Reports.NIGHT));

        assertThat(records.put("email", GROUPING, first.failed(Reports.NIGHT))).isFalse();
        assertThat(records.find("email", GROUPING).orElseThrow().state()).isEqualTo(DeliveryRecord.State.TOLD);
    }

    /** As the SDK does where the answer to its first try is lost. */
    @Test
    void knowTheirOwnWriteAgain() {
        assertThat(records.put("email", GROUPING, first("worker"))).isTrue();
        assertThat(records.put("email", GROUPING, first("worker"))).isTrue();
        assertThat(records.put("email", GROUPING, first("another"))).isFalse();
    }

    private static DeliveryRecord first(String worker) {
        return DeliveryRecord.first(ANNOUNCEMENT, GROUPING, worker, Reports.NIGHT);
    }
}
