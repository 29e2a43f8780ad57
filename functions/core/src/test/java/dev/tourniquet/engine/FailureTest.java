package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Gap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that are denied, fail in passing, or take no effect. */
final class FailureTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void changesNothingWhereTheCaseCannotBeRecorded() {
        world.fail("ledger create", CallFailed.Kind.DENIED);

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(world.resources).isEqualTo(new World().resources);
        assertThat(bench.journal).extracting(Report::outcome).containsExactly(Outcome.Kind.FAILED);
    }

    @Test
    void doesNotChangeWhatItCouldNotReadBefore() {
        world.fail("read group", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(world.resources.get("group")).isEqualTo("in-service");
        assertThat(world.resources.get("nic-1")).isEqualTo(World.CUT);
        assertThat(report.reasons()).singleElement().asString().contains("group", "ec2:read-group");
    }

    @Test
    void saysPartialAndNamesTheCallWhereOneStepIsDenied() {
        world.fail("apply nic-2", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(report.reasons()).singleElement().asString().contains("nic-2", "ec2:apply-nic-2", "DENIED");
        assertThat(report.nextSteps()).anyMatch(step -> step.contains("ec2:apply-nic-2"));
        assertThat(report.willRetry()).isFalse();
    }

    @Test
    void saysFailedWhereTheLiveStateCannotBeRead() {
        world.fail("plan", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(report.reasons()).singleElement().asString().contains("nothing was changed", "ec2:plan");
        assertThat(bench.stored().status()).isEqualTo(Case.Status.CLOSED);
        assertThat(bench.bus).hasSize(1);
    }

    @Test
    void doesNotLeaveAFailureInPassingAsTheLastWordAboutATargetThatIsContained() {
        bench.deliver(finding);
        bench.world.fail("plan", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(lastWord()).isEqualTo("FAILED");

        bench.world.before = call -> {};
        bench.deliver(finding);

        assertThat(lastWord()).isEqualTo("ALREADY_CONTAINED");
        assertThat(bench.bus.getLast().detail().path("outcome").asText()).isEqualTo("ALREADY_CONTAINED");
    }

    @Test
    void doesNotLeaveWhatCouldNotBeLookedAtAsTheLastWordAboutATargetThatIsContained() {
        bench.world.fail("gaps", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(lastWord()).isEqualTo("PARTIAL");

        bench.world.before = call -> {};
        bench.deliver(finding);

        assertThat(lastWord()).isEqualTo("ALREADY_CONTAINED");
    }

    private String lastWord() {
        return bench.stored().announcement().detail().path("outcome").asText();
    }

    @Test
    void asksForAnotherDeliveryWhereACallFailedInPassing() {
        world.fail("apply nic-2", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> bench.deliver(finding))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("nic-2");
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().willRetry()).isTrue();
        assertThat(bench.finished).isEmpty();

        world.before = call -> {};
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.finished).containsExactly(finding);
    }

    @Test
    void neverClaimsWhatTheReadBackDoesNotShow() {
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                world.resources.put("nic-1", "somebody else's");
            }
        };

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().reasons())
                .singleElement()
                .asString()
                .contains("nic-1", "read back");
    }

    @Test
    void namesWhatCameToTheTargetAfterThePlan() {
        world.gaps = List.of(new Gap("nic-3 was attached meanwhile", true));

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().reasons()).anyMatch(reason -> reason.contains("nic-3"));
    }

    @Test
    void namesWhatNoDeliveryCanContainWithoutAskingForAnother() {
        world.gaps = List.of(new Gap("nic-4 is another's", false));

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(report.willRetry()).isFalse();
        assertThat(report.reasons()).anyMatch(reason -> reason.contains("nic-4"));
    }

    @Test
    void staysContainedButNamesTheEvidenceThatCouldNotBeKept() {
        world.fail("apply disk", CallFailed.Kind.REJECTED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .startsWith("not preserved")
                .contains("disk");
    }

    @Test
    void dealsWithEveryTargetWhateverBecameOfTheFirst() {
        Finding two = Bench.finding(
                "f", null, List.of(new Target.Instance("i-00000000", false), new Target.Instance("i-11111111", true)));
        world.fail("apply nic-1", CallFailed.Kind.RETRYABLE);

        assertThatThrownBy(() -> bench.deliver(two)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal).extracting(Report::target).containsExactly("i-00000000", "i-11111111");
    }

    @Test
    void dealsWithEveryTargetEvenIfTheFirstMeetsABug() {
        Finding two = Bench.finding(
                "f", null, List.of(new Target.Instance("i-00000000", false), new Target.Instance("i-11111111", true)));
        world.before = call -> {
            if (call.equals("apply nic-1")) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThatThrownBy(() -> bench.deliver(two)).hasMessageContaining("a bug");
        assertThat(bench.journal).extracting(Report::target).containsExactly("i-11111111");
    }

    @Test
    void saysThatItDoesNotKnowWhereTheLedgerFailsAfterTheCut() {
        int[] writes = new int[1];
        world.before = call -> {
            if (call.equals("ledger replace") && ++writes[0] == 2) {
                throw new CallFailed("dynamodb:PutItem", "table", "Throttled", CallFailed.Kind.RETRYABLE, null);
            }
        };

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.journal).singleElement().satisfies(report -> {
            assertThat(report.willRetry()).isTrue();
            assertThat(report.caseId()).isEqualTo(Bench.CASE.toString());
        });
    }
}
