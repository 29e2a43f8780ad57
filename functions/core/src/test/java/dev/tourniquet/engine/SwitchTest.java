package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import org.junit.jupiter.api.Test;

class SwitchTest {
    private final Bench bench = new Bench();
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void leavesThePlanToAPersonWhilePausedAndContainsTheNextFindingOnceResumed() {
        bench.set(Name.PAUSE, true);

        Report paused = bench.deliver(finding).getFirst().report();

        assertThat(paused.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(paused.reasons()).singleElement().asString().contains("paused", "alice", "incident 7");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
        bench.set(Name.PAUSE, false);
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void onlyObservesWhileThatIsSwitchedOnWhateverTheMode() {
        bench.set(Name.DRY_RUN, true);

        Result observed = bench.deliver(finding).getFirst();

        assertThat(observed.report().outcome()).isEqualTo(Outcome.Kind.DRY_RUN);
        assertThat(observed.report().reasons()).singleElement().asString().contains("observe only", "alice");
        assertThat(observed.plan().steps()).hasSize(4).allMatch(step -> step.before() != null);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
        assertThat(bench.store.latest(Bench.CASE.series())).isEmpty();
    }

    @Test
    void changesNothingFurtherOfACaseThatWasBrokenOffAndGoesOnOnceResumed() {
        bench.world.fail("apply nic-2", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        bench.world.before = call -> {};
        bench.set(Name.PAUSE, true);

        assertThat(bench.deliver(finding, "again", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(bench.world.resources).containsEntry("nic-2", "db");
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);

        bench.set(Name.PAUSE, false);
        assertThat(bench.retry().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.world.resources).containsEntry("nic-2", World.CUT);
    }

    @Test
    void isRecordedLoggedAndAnnounced() {
        SwitchReport report = bench.set(Name.PAUSE, true);

        assertThat(report.name()).isEqualTo("pause");
        assertThat(bench.switched).containsExactly(report);
        assertThat(bench.bus).singleElement().satisfies(announced -> {
            assertThat(announced.detailType()).isEqualTo(Announcement.SWITCH);
            assertThat(announced.detail().path("switch").asText()).isEqualTo("pause");
            assertThat(announced.detail().path("on").asBoolean()).isTrue();
            assertThat(announced.detail().path("by").asText()).isEqualTo("alice");
        });
    }

    @Test
    void keepsWhoSwitchedFirstWhereItIsSwitchedAgain() {
        bench.set(Name.PAUSE, true);
        bench.now = Bench.START.plusSeconds(600);

        assertThat(bench.set(Name.PAUSE, true).time()).isEqualTo(Bench.START);
        assertThat(bench.bus).hasSize(1);
    }

    @Test
    void leavesTheOtherSwitchAsItIs() {
        bench.set(Name.PAUSE, true);
        bench.set(Name.DRY_RUN, true);
        bench.set(Name.PAUSE, false);

        assertThat(bench.store.switches("isolate-instance").dryRun()).isNotNull();
        assertThat(bench.store.switches("isolate-instance").paused()).isNull();
        assertThat(bench.store.switches("revoke-sessions").dryRun()).isNull();
    }

    @Test
    void doesNotContainWhereTheSwitchesCannotBeRead() {
        bench.world.fail("switches", CallFailed.Kind.RETRYABLE);

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void doesNotStopARelease() {
        bench.deliver(finding);
        bench.set(Name.PAUSE, true);
        bench.set(Name.DRY_RUN, true);

        assertThat(bench.release(Bench.CASE).complete()).isTrue();
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }
}
