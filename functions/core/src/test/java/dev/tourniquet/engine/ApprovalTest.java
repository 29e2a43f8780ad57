package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private final Bench bench = new Bench();
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    ApprovalTest() {
        bench.mode = Mode.APPROVE;
    }

    @Test
    void showsThePlanAndUntilWhenItCanBeApproved() {
        Report waiting = bench.deliver(finding).getFirst().report();

        assertThat(waiting.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(waiting.approval())
                .isEqualTo(new Report.ApprovalAsked(
                        bench.stored().plan().hash(), Bench.START.plus(Duration.ofHours(4)), false));
        assertThat(waiting.steps()).extracting(Report.StepInShort::resource).contains("nic-1", "nic-2");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void isCarriedOutOnceByOrderOfAPersonWhoIsOnRecord() {
        String hash = waiting();

        Report approved = bench.approve(hash).report();

        assertThat(approved.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(approved.approvedBy()).isEqualTo("alice");
        assertThat(bench.world.resources.values()).containsOnly(World.CUT);
        assertThat(bench.stored().approval().by()).isEqualTo("alice");
        assertThat(bench.stored().history())
                .extracting(Entry::kind)
                .containsExactly(
                        Entry.Kind.FOUND, Entry.Kind.ASKED, Entry.Kind.FOUND, Entry.Kind.APPROVED, Entry.Kind.SETTLED);
        refused(hash, CommandRefused.Kind.NOTHING_TO_DO, "alice");
    }

    @Test
    void namesThePlanThatWasShown() {
        waiting();

        refused("00000000000000000000", CommandRefused.Kind.OTHER_PLAN, "look at it");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void expires() {
        String hash = waiting();
        bench.now = Bench.START.plus(Duration.ofHours(4)).plusSeconds(1);

        refused(hash, CommandRefused.Kind.EXPIRED, "retry");
        bench.retry();
        assertThat(bench.approve(hash).report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void asksAgainWhereTheLiveStateAsksForAnotherPlanByNow() {
        String hash = waiting();
        bench.world.resources.put("nic-1", "changed-meanwhile");

        refused(hash, CommandRefused.Kind.PLAN_CHANGED, "another plan");
        assertThat(bench.world.resources)
                .containsEntry("nic-1", "changed-meanwhile")
                .containsEntry("nic-2", "db");
        String next = bench.stored().approval().planHash();
        assertThat(next).isNotEqualTo(hash);
        assertThat(bench.approve(next).report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void doesNotTouchWhatIsExemptOrProtectedByNow() {
        String hash = waiting();
        bench.world.planning = new Planning.Exempt("tagged tourniquet:exempt");
        assertThat(bench.approve(hash).report().outcome()).isEqualTo(Outcome.Kind.SKIPPED);

        bench.world.planning = new Planning.Refused("protected", List.of());
        assertThat(bench.approve(hash).report().outcome()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void isNotStoppedByAPauseOrALimit() {
        String hash = waiting();
        bench.set(Name.PAUSE, true);

        assertThat(bench.approve(hash).report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void goesOnWithWhatWasApprovedAndBrokenOffWithoutAskingAgain() {
        String hash = waiting();
        bench.world.fail("apply nic-2", CallFailed.Kind.RETRYABLE);
        assertThat(bench.approve(hash).report().willRetry()).isTrue();
        bench.world.before = call -> {};

        Report next = bench.deliver(finding, "later", Mode.APPROVE).getFirst().report();

        assertThat(next.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(next.approvedBy()).isEqualTo("alice");
    }

    @Test
    void asksForWhatWasNotPartOfTheApprovedPlan() {
        bench.approve(waiting());
        bench.world.resources.put("nic-2", "attached-anew");
        bench.stored();
        bench.world.planning = new Planning.Planned(bench.world.planned("nic-3"));

        Report more = bench.deliver(finding, "later", Mode.APPROVE).getFirst().report();

        assertThat(more.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(more.caseId()).isEqualTo(Bench.CASE.toString());
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.approve(more.approval().planHash()).report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.world.resources).containsEntry("nic-3", World.CUT);
    }

    @Test
    void whatIsNotThereCannotBeApproved() {
        refused("00000000000000000000", CommandRefused.Kind.UNKNOWN_CASE, "no case");
        bench.mode = Mode.ENFORCE;
        bench.deliver(finding);
        refused("00000000000000000000", CommandRefused.Kind.NOTHING_TO_DO, "no plan waits");
        bench.release(Bench.CASE);
        refused("00000000000000000000", CommandRefused.Kind.RELEASED, "released at");
    }

    @Test
    void ofTwoPeopleAtOnceOneIsTooLate() {
        String hash = waiting();
        bench.world.after = call -> {
            if (call.equals("plan")) {
                bench.world.after = other -> {};
                bench.approve(hash);
            }
        };

        assertThatThrownBy(() -> bench.approve(hash)).isInstanceOf(RetryLater.class);
        assertThat(bench.world.calls).containsOnlyOnce("apply nic-1", "apply nic-2", "apply group", "apply disk");
    }

    @Test
    void aFindingThatIsMootByNowDoesNotLeaveAQuestionBehind() {
        bench.approve(waiting());
        bench.set(Name.PAUSE, true);
        bench.world.resources.put("nic-1", "by-hand");
        assertThat(bench.deliver(finding, "later", Mode.ENFORCE)
                        .getFirst()
                        .report()
                        .outcome())
                .isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        bench.world.resources.put("nic-1", World.CUT);

        bench.deliver(finding, "last", Mode.ENFORCE);

        assertThat(bench.stored().announcement().detail().path("outcome").asText())
                .isEqualTo("ALREADY_CONTAINED");
    }

    private String waiting() {
        return bench.deliver(finding).getFirst().report().approval().planHash();
    }

    private void refused(String hash, CommandRefused.Kind kind, String words) {
        assertThatThrownBy(() -> bench.approve(hash))
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }
}
