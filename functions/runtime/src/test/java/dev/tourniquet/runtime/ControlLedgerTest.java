package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.control.Switches.Setting;
import dev.tourniquet.control.Tally;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.Ledger.Written;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Switches, tallies and lists, asked of the ledger in DynamoDB and of the one that the domain's tests use. */
class ControlLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.123456789Z");
    private static final String SCOPE = "isolate-instance/service=web, €";

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

    record Store(Ledger ledger, Switchboard switchboard) {}

    static Stream<Store> stores() {
        InMemoryLedger memory = new InMemoryLedger();
        return Stream.of(inDynamo(), new Store(memory, memory));
    }

    private static Store inDynamo() {
        local.reset();
        new FunctionSurroundings(local).createLedger();
        return new Store(
                new DynamoLedger(dynamo, FunctionSurroundings.LEDGER),
                new ControlItems(dynamo, FunctionSurroundings.LEDGER));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void givesSwitchesBackAndRefusesTheLaterOfTwoChanges(Store store) {
        Switches paused = Switches.NONE.with(Name.PAUSE, new Setting("alice", "incident", NOW));

        assertThat(store.switchboard().switches("isolate-instance")).isEqualTo(Switches.NONE);
        assertThat(store.switchboard().replace("isolate-instance", paused)).isTrue();
        assertThat(store.switchboard().switches("isolate-instance")).isEqualTo(paused);
        assertThat(store.switchboard().switches("revoke-sessions")).isEqualTo(Switches.NONE);
        assertThat(store.switchboard()
                        .replace("isolate-instance", Switches.NONE.with(Name.PAUSE, new Setting("bob", "x", NOW))))
                .isFalse();
        assertThat(store.switchboard().replace("isolate-instance", paused.with(Name.PAUSE, null)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void writesACaseAndWhatItCountsInTogetherOrNotAtAll(Store store) {
        Tally own = Tally.of("isolate-instance").with("a/b/1", NOW);
        Tally shared = Tally.of(SCOPE).with("a/b/1", NOW);

        assertThat(store.ledger().write(opened(1), true, List.of(own, shared))).isEqualTo(Written.DONE);
        assertThat(store.ledger().tally("isolate-instance")).isEqualTo(own);
        assertThat(store.ledger().tally(SCOPE)).isEqualTo(shared);

        Tally stale = Tally.of(SCOPE).with("c/d/1", NOW);
        assertThat(store.ledger().write(opened(2), true, List.of(own.with("c/d/1", NOW), stale)))
                .isEqualTo(Written.TALLY_CHANGED);
        assertThat(store.ledger().find(opened(2).id())).isEmpty();
        assertThat(store.ledger().tally("isolate-instance")).isEqualTo(own);

        Case other = opened(1).withLease(new Case.Lease("other", NOW));
        assertThat(store.ledger().write(other, true, List.of(own.with("c/d/1", NOW))))
                .isEqualTo(Written.CASE_CHANGED);
        assertThat(store.ledger().tally("isolate-instance")).isEqualTo(own);
        assertThat(store.ledger().write(opened(1).nextVersion(NOW), false, List.of(own.with("c/d/1", NOW))))
                .isEqualTo(Written.DONE);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void listsWhatStandsSoTheLatestChangeFirst(Store store) {
        for (int generation = 1; generation <= 3; generation++) {
            store.ledger().create(opened(generation));
            store.ledger().replace(opened(generation).nextVersion(NOW.plusSeconds(generation)));
        }
        store.ledger()
                .replace(
                        opened(2).nextVersion(NOW).released(NOW, true, Set.of()).nextVersion(NOW));

        assertThat(store.ledger().listed("isolate-instance", Case.Status.ACTIVE))
                .extracting(each -> each.id().generation())
                .containsExactly(3, 1);
        assertThat(store.ledger().listed("isolate-instance", Case.Status.RELEASED))
                .hasSize(1);
        assertThat(store.ledger().listed("revoke-sessions", Case.Status.ACTIVE)).isEmpty();
    }

    @Test
    void knowsItsOwnTransactionAgainWhereTheAnswerToItWasLost() {
        Ledger ledger = inDynamo().ledger();
        Tally own = Tally.of("isolate-instance").with("a/b/1", NOW);

        assertThat(ledger.write(opened(1), true, List.of(own))).isEqualTo(Written.DONE);
        assertThat(ledger.write(opened(1), true, List.of(own))).isEqualTo(Written.DONE);
    }

    @Test
    void admitsNoMoreThanThereIsRoomForHoweverManyComeAtOnce() throws Exception {
        Ledger ledger = inDynamo().ledger();
        List<Callable<Boolean>> findings = new ArrayList<>();
        IntStream.rangeClosed(1, 50).forEach(number -> findings.add(() -> admitted(ledger, number)));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Boolean> admitted =
                    threads.invokeAll(findings).stream().map(Future::resultNow).toList();
            assertThat(admitted).filteredOn(each -> each).hasSize(10);
        }
        assertThat(ledger.tally("isolate-instance").admitted()).hasSize(10);
        assertThat(ledger.listed("isolate-instance", Case.Status.ACTIVE)).hasSize(10);
    }

    /** As the engine does it. */
    private static boolean admitted(Ledger ledger, int number) {
        while (true) {
            Tally tally = ledger.tally("isolate-instance");
            String id = opened(number).id().toString();
            if (!tally.hasRoomFor(id, 10, NOW)) {
                return false;
            }
            if (ledger.write(opened(number), true, List.of(tally.with(id, NOW))) == Written.DONE) {
                return true;
            }
        }
    }

    @Test
    void doesNotTakeAnItemThatSomebodyElseWroteForNoSwitch() {
        Store store = inDynamo();
        dynamo.putItem(request -> request.tableName(FunctionSurroundings.LEDGER)
                .item(Map.of(
                        "pk",
                        AttributeValue.fromS("isolate-instance/control/switches"),
                        "generation",
                        AttributeValue.fromN("0"),
                        "document",
                        AttributeValue.fromS("{\"version\":\"x\"}"))));

        assertThatThrownBy(() -> store.switchboard().switches("isolate-instance"))
                .isInstanceOfSatisfying(
                        CallFailed.class, failed -> assertThat(failed.kind()).isEqualTo(CallFailed.Kind.REJECTED))
                .hasMessageContaining("isolate-instance/control/switches");
    }

    private static Case opened(int generation) {
        return Case.open(
                new CaseId("isolate-instance", "i-0123456789abcdef0", generation),
                Case.Status.ACTIVE,
                "finding-1",
                Plan.EMPTY,
                null,
                NOW);
    }
}
