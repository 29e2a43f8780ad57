package dev.tourniquet.deactivateaccesskey;

import static dev.tourniquet.deactivateaccesskey.Findings.lastSeen;
import static dev.tourniquet.deactivateaccesskey.Findings.ofKey;
import static dev.tourniquet.deactivateaccesskey.Findings.ofSession;
import static dev.tourniquet.deactivateaccesskey.Findings.timeless;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/** When the cut-off moves, and when it does not. */
final class CutOffTest extends InWorld {
    @Test
    void doesNotMoveTheCutOffForARecurrenceThatTellsNothingNew() {
        world.report(ofSession("alice", alice));
        world.later(Duration.ofHours(6));

        JsonNode report = world.report(lastSeen(ofSession("alice", alice), CUT_OFF));

        assertThat(outcome(report)).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains(CUT_OFF));
        assertThat(world.policies("alice")).containsEntry(SESSIONS, denial(CUT_OFF));
    }

    @Test
    void movesTheCutOffForwardForActivityAfterIt() {
        world.report(keyFinding());
        world.report(ofSession("alice", alice));
        world.later(Duration.ofHours(6));

        assertThat(outcome(world.report(lastSeen(ofKey(key, "alice", alice), "2026-10-22T17:00:02Z"))))
                .isEqualTo("CONTAINED");
        assertThat(outcome(world.report(lastSeen(ofSession("alice", alice), "2026-10-22T17:00:02Z"))))
                .isEqualTo("CONTAINED");

        assertThat(cutOff("alice", policyName(key))).isEqualTo("2026-10-22T23:00:01Z");
        assertThat(cutOff("alice", SESSIONS)).isEqualTo("2026-10-22T23:00:01Z");
    }

    @Test
    void takesAFindingWithoutATimeForARecurrence() {
        assertThat(outcome(world.report(timeless(ofSession("alice", alice))))).isEqualTo("CONTAINED");
        assertThat(outcome(world.report(timeless(ofKey(key, "alice", alice))))).isEqualTo("CONTAINED");
        world.later(Duration.ofMinutes(1));

        JsonNode session = world.report(timeless(ofSession("alice", alice)));
        JsonNode ofKey = world.report(timeless(ofKey(key, "alice", alice)));

        assertThat(outcome(session)).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(session.path("reasons"))).anyMatch(reason -> reason.contains("does not say when"));
        assertThat(outcome(ofKey)).isEqualTo("ALREADY_CONTAINED");
        assertThat(cutOff("alice", SESSIONS)).isEqualTo(CUT_OFF);
        assertThat(cutOff("alice", policyName(key))).isEqualTo(CUT_OFF);
    }

    @Test
    void neverMovesACutOffBack() {
        String ahead = denial("2026-10-22T17:04:00Z");
        world.put("alice", SESSIONS, ahead);

        assertThat(outcome(world.report(lastSeen(ofSession("alice", alice), "2026-10-22T17:20:00Z"))))
                .isEqualTo("CONTAINED");
        assertThat(world.policies("alice")).containsEntry(SESSIONS, ahead);
        assertThat(world.faults.calls()).doesNotContain("PutUserPolicy");
    }

    @Test
    void keepsALaterCutOffOfADenialThatForbadeLess() {
        world.put("alice", SESSIONS, denial("2026-10-22T17:04:00Z").replace("\"iam:UpdateUser\"", "\"iam:ListUsers\""));

        assertThat(outcome(world.report(ofSession("alice", alice)))).isEqualTo("CONTAINED");
        assertThat(world.policies("alice")).containsEntry(SESSIONS, denial("2026-10-22T17:04:00Z"));
    }

    @Test
    void keepsALaterCutOffThatAnotherRegionWroteAfterThePlan() {
        String later = denial("2026-10-22T17:00:30Z");
        world.faults.after("GetUserPolicy", () -> world.put("alice", policyName(key), later));

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("CONTAINED");
        assertThat(world.policies("alice")).containsEntry(policyName(key), later);
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }

    @Test
    void replacesADenialWhoseCutOffLiesInTheFutureAndDoesNotPutItBack() {
        world.put("alice", policyName(key), denial("2126-01-01T00:00:00Z"));
        world.status("alice", key, StatusType.INACTIVE);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(cutOff("alice", policyName(key))).isEqualTo(CUT_OFF);
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("who gave the user alice the policy"));
        assertThat(world.release(report).at("/released/steps/1/result").asText())
                .isEqualTo("KEPT");
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void replacesAPolicyThatOnlyHasItsName() {
        world.put("alice", SESSIONS, allowAll());

        JsonNode answer = world.deliver(ofSession("alice", alice));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("CONTAINED");
        assertThat(answer.at("/results/0/plan/steps/0/before/policy").asText()).isEqualTo(allowAll());
        assertThat(world.policies("alice")).containsEntry(SESSIONS, denial(CUT_OFF));
    }
}
