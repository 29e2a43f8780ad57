package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What every ledger promises, asked of the one in DynamoDB and of the one that the domain's tests use. */
class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");
    private static final Plan PLAN = new Plan(
            List.of(new Step(
                    "quarantine-interface", "eni-1", Phase.CONTAIN, Json.tree(List.of("sg-1")), Json.tree("q"))),
            List.of("dns"),
            List.of("next"));

    private static LocalAws local;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        local = LocalAws.fresh("dynamodb");
        dynamo = local.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    static Stream<Ledger> ledgers() {
        local.reset();
        new FunctionSurroundings(local).createLedger();
        return Stream.of(new DynamoLedger(dynamo, FunctionSurroundings.LEDGER), new InMemoryLedger());
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void givesBackExactlyWhatWasWritten(Ledger ledger) {
        Case opened = opened(1)
                .withProgress(Map.of("quarantine-interface eni-1", Progress.VERIFIED))
                .withLease(new Case.Lease("worker", NOW))
                .settled(new Announcement(Announcement.OUTCOME, Json.tree(Map.of("outcome", "CONTAINED"))));

        assertThat(ledger.create(opened)).isTrue();

        assertThat(ledger.find(opened.id())).contains(opened);
        assertThat(ledger.latest(opened.id().series())).contains(opened);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void createsACaseOnlyOnce(Ledger ledger) {
        Case first = opened(1);

        assertThat(ledger.create(first)).isTrue();
        assertThat(ledger.create(first.withLease(new Case.Lease("other", NOW)))).isFalse();
        assertThat(ledger.find(first.id())).contains(first);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void refusesAWriteThatIsBasedOnAnOlderVersion(Ledger ledger) {
        Case first = opened(1);
        ledger.create(first);
        Case second = first.withLease(new Case.Lease("second", NOW)).nextVersion(NOW);

        assertThat(ledger.replace(second)).isTrue();
        assertThat(ledger.replace(first.withLease(new Case.Lease("late", NOW)).nextVersion(NOW)))
                .isFalse();
        assertThat(ledger.find(first.id())).contains(second);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void keepsThatAStateIsNotKnownYet(Ledger ledger) {
        Case open = opened(1)
                .withPlan(new Plan(
                        List.of(new Step("a", "b", Phase.PRESERVE, null, Json.tree(true))), List.of(), List.of()));
        ledger.create(open);

        assertThat(ledger.find(open.id())
                        .orElseThrow()
                        .plan()
                        .steps()
                        .getFirst()
                        .before())
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void replacesNothingThatIsNotThere(Ledger ledger) {
        assertThat(ledger.replace(opened(1).nextVersion(NOW))).isFalse();
        assertThat(ledger.latest(opened(1).id().series())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void knowsTheLatestGenerationByNumberNotByText(Ledger ledger) {
        IntStream.of(2, 10, 9).forEach(generation -> ledger.create(opened(generation)));

        assertThat(ledger.latest(opened(1).id().series()))
                .map(Case::id)
                .contains(opened(10).id());
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void listsWhatIsUnpublishedUntilItIsPublished(Ledger ledger) {
        Case settled = opened(1).settled(new Announcement(Announcement.OUTCOME, Json.tree(Map.of())));
        ledger.create(settled);
        ledger.create(opened(2));

        assertThat(ledger.unpublished(10)).containsExactly(settled.id());
        ledger.replace(settled.withOutbox(List.of()).nextVersion(NOW));
        assertThat(ledger.unpublished(10)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void letsOneOfManyWritersWin(Ledger ledger) throws Exception {
        Case first = opened(1);
        ledger.create(first);
        List<Callable<Boolean>> writers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(writer -> () -> ledger.replace(
                        first.withLease(new Case.Lease("f" + writer, NOW)).nextVersion(NOW)))
                .toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Boolean> won =
                    threads.invokeAll(writers).stream().map(Future::resultNow).toList();
            assertThat(won).containsOnlyOnce(true);
        }
    }

    @Test
    void knowsItsOwnWriteAgainWhereTheAnswerToItWasLost() {
        local.reset();
        new FunctionSurroundings(local).createLedger();
        DynamoLedger ledger = new DynamoLedger(dynamo, FunctionSurroundings.LEDGER);
        Case first = opened(1);
        Case second = first.withLease(new Case.Lease("second", NOW)).nextVersion(NOW);

        assertThat(ledger.create(first)).isTrue();
        assertThat(ledger.create(first)).isTrue();
        assertThat(ledger.replace(second)).isTrue();
        assertThat(ledger.replace(second)).isTrue();
        assertThat(ledger.replace(first.withLease(new Case.Lease("other", NOW)).nextVersion(NOW)))
                .isFalse();
    }

    private static Case opened(int generation) {
        return Case.open(
                new CaseId("isolate-instance", "i-0123456789abcdef0", generation),
                Case.Status.ACTIVE,
                "finding-1",
                PLAN,
                null,
                NOW);
    }
}
