package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Restoration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The live state of a target cannot be read, or is not what was expected. */
final class UnknownStateTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private final Finding finding = Bench.finding("f", Bench.START);

    @Test
    void leavesAReleasedCaseReleasedWhereNothingHappenedSince() {
        bench.deliver(finding);
        bench.now = bench.now.plusSeconds(60);
        bench.release(Bench.CASE);
        Case released = bench.stored();
        world.fail("plan", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(bench.stored()).isEqualTo(released);
    }

    @Test
    void leavesAPlanThatWaitsForAPersonToThatPerson() {
        world.planning = new Planning.NeedsApproval(new World().planned(), "owned by EKS");
        bench.deliver(finding);
        Case waiting = bench.stored();
        world.fail("plan", CallFailed.Kind.DENIED);

        bench.deliver(Bench.finding("g", Bench.START.plusSeconds(1)));

        assertThat(bench.stored()).isEqualTo(waiting);
    }

    @Test
    void isOnRecordInTheCaseThatIsOpen() {
        bench.deliver(finding);
        world.fail("plan", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.caseId()).isEqualTo(Bench.CASE.toString());
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.stored().announcement().detail().path("outcome").asText())
                .isEqualTo("FAILED");
    }

    @Test
    void isAnotherTryWhereTheCallFailedInPassing() {
        world.fail("plan", CallFailed.Kind.RETRYABLE);

        assertThatThrownBy(() -> bench.deliver(finding)).isInstanceOf(RetryLater.class);

        assertThat(bench.journal.getFirst().willRetry()).isTrue();
        assertThat(bench.journal.getFirst().nextSteps()).isEmpty();
    }

    @Test
    void saysWhatAPersonDoesWhereTheCallIsDenied() {
        world.fail("plan", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(finding).getFirst().report().nextSteps())
                .singleElement()
                .asString()
                .contains("ec2:plan", "by hand");
    }

    @Test
    void saysWhatAPersonDoesAboutEvidenceThatIsDenied() {
        world.fail("apply disk", CallFailed.Kind.DENIED);

        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.reasons()).singleElement().asString().contains("not preserved: cut disk");
        assertThat(report.nextSteps()).singleElement().asString().contains("ec2:apply-disk on apply disk", "preserve");
    }

    @Test
    void namesTheFindingAndEveryStepInItsReport() {
        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.finding().id()).isEqualTo("f");
        assertThat(report.finding().title()).isEqualTo("title");
        assertThat(report.steps())
                .extracting(Report.StepInShort::resource, Report.StepInShort::phase, Report.StepInShort::status)
                .contains(tuple("disk", Phase.PRESERVE, "VERIFIED"));
        assertThat(bench.arrived).containsExactly(finding);
    }

    @Test
    void showsInADryRunTheStatesThatALiveRunReadsLater() {
        Result result = bench.deliver(finding, "request-1", Mode.OBSERVE).getFirst();

        assertThat(result.plan().steps()).noneMatch(step -> step.before() == null);
        assertThat(world.calls).contains("read group", "read disk").doesNotContain("read nic-1");
        assertThat(result.report().steps())
                .extracting(Report.StepInShort::status)
                .containsOnly("PLANNED");
    }

    @ParameterizedTest
    @EnumSource(Restoration.Kind.class)
    void forgetsOnReleaseOnlyTheStepsThatAreBack(Restoration.Kind kind) {
        bench.deliver(finding);
        world.restoration = new Restoration(kind, "because");

        ReleaseReport report = bench.release(Bench.CASE);

        boolean back = switch (kind) {
            case RESTORED, ALREADY_SO, GONE -> true;
            case DRIFTED, KEPT, FAILED -> false;
        };
        assertThat(bench.stored().progress().isEmpty()).isEqualTo(back);
        assertThat(report.complete()).isEqualTo(kind != Restoration.Kind.FAILED);
        assertThat(report.steps())
                .allMatch(step -> step.result() == kind && step.note().equals("because"));
    }

    @Test
    void takesTheOthersBackWhereTheReleaseOfOneRunsIntoABug() {
        bench.deliver(finding);
        world.before = call -> {
            if (call.equals("release disk")) {
                throw new IllegalStateException();
            }
        };

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(report.complete()).isFalse();
        assertThat(report.steps().getFirst().note()).isEqualTo("IllegalStateException");
        assertThat(world.resources).containsEntry("nic-1", "app").containsEntry("nic-2", "db");
    }

    @Test
    void saysThatItMayTellTwiceWhereItCouldNotMarkWhatItTold() {
        int[] writes = new int[1];
        world.before = call -> {
            if (call.equals("ledger replace") && ++writes[0] == 3) {
                throw new CallFailed("dynamodb:PutItem", "t", "Throttled", CallFailed.Kind.RETRYABLE, null);
            }
        };

        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);

        assertThat(bench.troubles).singleElement().asString().contains("published, but not marked so");
        assertThat(bench.store.unpublished(10)).containsExactly(Bench.CASE);
    }
}
