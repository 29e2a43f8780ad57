package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.engine.ReleaseReport.StepReleased;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Restoration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaserTest {
    private final Bench bench = new Bench();
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void putsEveryStateBeforeBackTheLastStepFirst() {
        bench.deliver(finding);

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(bench.world.resources).isEqualTo(new World().resources);
        assertThat(report.complete()).isTrue();
        assertThat(report.steps())
                .extracting(StepReleased::resource)
                .containsExactly("disk", "group", "nic-2", "nic-1");
        assertThat(bench.stored().status()).isEqualTo(Case.Status.RELEASED);
        assertThat(bench.bus.getLast().detailType()).isEqualTo(Announcement.RELEASE);
        assertThat(bench.bus.getLast().detail().path("requestedBy").asText()).isEqualTo("alice");
    }

    @Test
    void leavesAloneAndNamesWhatSomebodyChangedSince() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(bench.world.resources).containsEntry("nic-1", "forensics").containsEntry("nic-2", "db");
        assertThat(report.steps().getLast().result()).isEqualTo(Restoration.Kind.DRIFTED);
        assertThat(report.steps().getLast().note()).contains("forensics");
    }

    @Test
    void staysActiveAndCanBeTriedAgainWhereACallFails() {
        bench.deliver(finding);
        bench.world.fail("release nic-2", CallFailed.Kind.DENIED);

        assertThat(bench.release(Bench.CASE).complete()).isFalse();
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.world.resources).containsEntry("nic-1", "app").containsEntry("nic-2", World.CUT);

        bench.world.before = call -> {};
        assertThat(bench.release(Bench.CASE).complete()).isTrue();
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void releasesAgainWhatHadDriftedButOnlyTheLatestCase() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        bench.release(Bench.CASE);
        bench.world.resources.put("nic-1", World.CUT);

        bench.release(Bench.CASE);

        assertThat(bench.world.resources).containsEntry("nic-1", "app");
        bench.now = Bench.START.plusSeconds(600);
        bench.deliver(Bench.finding("finding-2", Bench.START.plusSeconds(500)), "later", Mode.ENFORCE);
        assertThatThrownBy(() -> bench.release(Bench.CASE))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("/2");
    }

    @Test
    void releasesAgainAlthoughALaterFindingLeftACaseThatChangedNothing() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        bench.release(Bench.CASE);
        bench.now = Bench.START.plusSeconds(600);
        bench.world.planning = new Planning.Refused("protected by now", List.of());
        bench.deliver(Bench.finding("finding-2", Bench.START.plusSeconds(500)), "later", Mode.ENFORCE);
        bench.world.resources.put("nic-1", World.CUT);

        bench.release(Bench.CASE);

        assertThat(bench.world.resources).containsEntry("nic-1", "app");
    }

    @Test
    void takesTheOthersBackWhereOneStepMeetsABug() {
        bench.deliver(finding);
        bench.world.before = call -> {
            if (call.equals("release disk")) {
                throw new IllegalArgumentException("no step of this name any more");
            }
        };

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(report.complete()).isFalse();
        assertThat(bench.world.resources).containsEntry("nic-1", "app").containsEntry("nic-2", "db");
        assertThat(bench.stored().lease()).isNull();
    }

    @Test
    void doesNotContainAgainWhatAnIncompleteReleasePutBack() {
        bench.deliver(finding);
        bench.world.fail("release nic-2", CallFailed.Kind.DENIED);
        bench.now = Bench.START.plusSeconds(60);
        bench.release(Bench.CASE);
        bench.world.before = call -> {};

        assertThat(bench.deliver(finding, "later", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(bench.world.resources).containsEntry("nic-1", "app");
        assertThat(bench.stored().unfinished()).hasSize(3);
    }

    @Test
    void aFailedReadDoesNotMakeTheReleaseForgotten() {
        bench.deliver(finding);
        bench.now = Bench.START.plusSeconds(60);
        bench.release(Bench.CASE);
        bench.world.fail("plan", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> bench.deliver(finding, "later", Mode.ENFORCE)).isInstanceOf(RetryLater.class);
        bench.world.before = call -> {};

        assertThat(bench.deliver(finding, "later", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void remembersTheReleaseInTheNextGeneration() {
        bench.deliver(finding);
        bench.now = Bench.START.plusSeconds(60);
        bench.release(Bench.CASE);
        bench.world.planning = new Planning.NothingToDo("gone");
        bench.deliver(Bench.finding("other", Bench.START.plusSeconds(61)), "later", Mode.ENFORCE);
        bench.world.planning = null;

        assertThat(bench.deliver(finding, "later", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.SKIPPED);
    }

    @Test
    void takesTheReleasedFindingForARecurrenceWhereItDoesNotSayWhen() {
        bench.deliver(finding);
        bench.release(Bench.CASE);

        assertThat(bench.deliver(Bench.finding("finding-1", null), "later", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.SKIPPED);
    }

    @Test
    void refusesOptionsThatTheResponseDoesNotKnow() {
        bench.deliver(finding);

        assertThatThrownBy(() -> bench.releaseByName(Bench.CASE.toString(), "rejoin-everything"))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("rejoin-everything");
        assertThat(bench.world.resources).containsEntry("nic-1", World.CUT);
    }

    @Test
    void leavesALineInTheLog() {
        bench.deliver(finding);

        assertThat(bench.released).isEmpty();
        ReleaseReport report = bench.release(Bench.CASE);
        assertThat(bench.released).containsExactly(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "isolate-instance/i-1", "isolate-instance/i-1/x", "revoke-sessions/AROA/1", ""})
    void refusesWhatIsNoCaseOfItsOwn(String id) {
        assertThatThrownBy(() -> new Bench().release(new CaseId("isolate-instance", "unknown", 1)))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("no case");
        assertThatThrownBy(() -> bench.releaseByName(id)).isInstanceOf(CommandRefused.class);
    }

    @Test
    void doesNotReleaseACaseThatIsBeingWorkedOn() {
        bench.world.after = call -> {
            if (call.equals("apply nic-1")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(finding)).isNotNull();

        assertThatThrownBy(() -> bench.release(Bench.CASE)).isInstanceOf(RetryLater.class);
    }

    @Test
    void doesNotContainAgainForActivityFromBeforeTheRelease() {
        bench.deliver(finding);
        bench.now = Bench.START.plusSeconds(600);
        bench.release(Bench.CASE);

        Report recurrence =
                bench.deliver(finding, "later", Mode.ENFORCE).getFirst().report();

        assertThat(recurrence.outcome()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(recurrence.reasons()).singleElement().asString().contains("released at");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void opensTheNextGenerationForNewActivity() {
        bench.deliver(finding);
        bench.now = Bench.START.plusSeconds(600);
        bench.release(Bench.CASE);
        bench.world.resources.put("nic-1", "app-after-repair");
        bench.now = Bench.START.plusSeconds(1200);

        bench.deliver(Bench.finding("finding-1", Bench.START.plusSeconds(900)), "later", Mode.ENFORCE);

        Case second = bench.store.find(Bench.CASE.next()).orElseThrow();
        assertThat(second.plan().steps().getFirst().before().textValue()).isEqualTo("app-after-repair");
        assertThat(bench.stored().status()).isEqualTo(Case.Status.RELEASED);
    }
}
