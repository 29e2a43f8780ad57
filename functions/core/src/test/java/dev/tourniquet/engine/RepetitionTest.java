package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same event again, another finding on the same target, a crash in between. */
final class RepetitionTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void findsASecondDeliveryAlreadyContainedAndChangesNothing() {
        bench.deliver(finding);
        world.calls.clear();

        Report second =
                bench.deliver(finding, "request-2", Mode.ENFORCE).getFirst().report();

        assertThat(second.outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(second.caseId()).isEqualTo(Bench.CASE.toString());
        assertThat(world.calls).containsExactlyInAnyOrderElementsOf(Bench.READS);
        assertThat(bench.stored().id().generation()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstPriorStateWhenSomebodyUndidTheContainmentByHand() {
        bench.deliver(finding);
        world.resources.put("nic-1", "by-hand");

        Report again = bench.deliver(Bench.finding("finding-2", null), "request-2", Mode.ENFORCE)
                .getFirst()
                .report();

        assertThat(again.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(world.resources.get("nic-1")).isEqualTo(World.CUT);
        assertThat(bench.stored().plan().steps().getFirst().before().textValue())
                .isEqualTo("app");
        assertThat(bench.stored().findingIds()).containsExactly("finding-1", "finding-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "ledger create", "apply nic-1", "apply group", "holds nic-2", "apply disk"})
    void resumesWhatACrashBrokeOffWithoutLosingTheStateBefore(String where) {
        world.after = call -> {
            if (call.equals(where)) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding)).isNotNull();
        world.after = call -> {};

        Report resumed = bench.deliver(finding).getFirst().report();

        assertThat(resumed.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(resumed.residualRisks()).containsExactly("dns");
        assertThat(world.resources.values()).containsOnly(World.CUT);
        bench.release(Bench.CASE);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void leavesACaseToTheDeliveryThatIsAtWorkOnItUntilItsLeaseExpires() {
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding, "crashed", Mode.ENFORCE))
                .isNotNull();
        world.after = call -> {};

        assertThatThrownBy(() -> bench.deliver(finding, "other", Mode.ENFORCE)).isInstanceOf(RetryLater.class);
        bench.now = bench.now.plus(Duration.ofMinutes(3));
        assertThat(bench.deliver(finding, "other", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void saysAlreadyContainedWhereARecurrenceOnlyTriesTheEvidenceAgain() {
        world.fail("apply disk", CallFailed.Kind.REJECTED);
        bench.deliver(finding);

        Report again =
                bench.deliver(finding, "request-2", Mode.ENFORCE).getFirst().report();

        assertThat(again.outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(again.timeToContainMillis()).isNull();
        assertThat(again.reasons()).singleElement().asString().contains("not preserved");
    }

    @Test
    void measuresFromTheFirstAttemptWhatACrashBrokeOff() {
        world.after = call -> {
            if (call.equals("ledger create")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding)).isNotNull();
        world.after = call -> {};
        bench.now = bench.now.plusSeconds(90);

        assertThat(bench.deliver(finding).getFirst().report().timeToContainMillis())
                .isEqualTo(90_000);
    }

    @Test
    void joinsTheStatesOfAStepThatAddsUpAndReadsThemAgain() {
        bench.deliver(finding);
        world.resources.put("nic-1", "by-hand");
        world.resources.put("group", "joined-again");

        bench.deliver(Bench.finding("finding-2", null), "request-2", Mode.ENFORCE);

        assertThat(world.resources).containsEntry("group", World.CUT);
        assertThat(bench.stored().plan().steps())
                .filteredOn(step -> step.resource().equals("group"))
                .singleElement()
                .satisfies(step -> assertThat(step.before().textValue()).isEqualTo("in-service+joined-again"));
    }

    @Test
    void leavesAnActiveCaseAloneWhenItsTargetHasGone() {
        bench.deliver(finding);
        world.planning = new Planning.NothingToDo("terminated");

        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.NOTHING_TO_DO);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.stored().plan().isEmpty()).isFalse();
    }

    @Test
    void recordsTheOutcomeWhileThereIsTimeAndLeavesEvidenceToAnotherDelivery() {
        world.after = call -> {
            if (call.equals("holds nic-2")) {
                bench.now = bench.now.plusSeconds(100);
            }
        };

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);

        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.journal.getFirst().reasons())
                .singleElement()
                .asString()
                .contains("no time", "disk");
        assertThat(bench.stored().announcement()).isNotNull();
        world.after = call -> {};
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(bench.stored().unfinished()).isEmpty();
    }
}
