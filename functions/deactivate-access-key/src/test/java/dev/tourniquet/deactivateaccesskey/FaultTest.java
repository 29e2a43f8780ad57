package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Denials, throttling, quotas, crashes, and a world that changes meanwhile. */
final class FaultTest extends InWorld {
    @Test
    void deactivatesTheKeyAllTheSameWhereThePolicyCannotBeWritten() {
        world.faults.answer("PutUserPolicy", 403, "AccessDenied", 1);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("PARTIAL");
        assertThat(texts(report.path("reasons")))
                .containsExactly("not contained: deny-user alice, iam:PutUserPolicy on alice: AccessDenied");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }

    @Test
    void deniesTheUserAllTheSameWhereTheKeyCannotBeDeactivated() {
        world.faults.answer("UpdateAccessKey", 403, "AccessDenied", 1);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("PARTIAL");
        assertThat(texts(report.path("reasons")))
                .containsExactly("not contained: deactivate-key " + key + ", iam:UpdateAccessKey on alice/" + key
                        + ": AccessDenied");
        assertThat(world.policies("alice")).containsOnlyKeys(policyName(key));
    }

    @Test
    void namesTheNumbersAndTheWayOutWhereTheUsersPoliciesAreFull() {
        world.faults.answer("PutUserPolicy", 409, "LimitExceeded", 2);

        JsonNode ofKey = world.report(keyFinding());
        JsonNode ofSession = world.report(Findings.ofSession("alice", alice));

        assertThat(outcome(ofKey)).isEqualTo("PARTIAL");
        assertThat(texts(ofKey.path("reasons")))
                .anyMatch(reason -> reason.contains("iam:PutUserPolicy on alice: LimitExceeded")
                        && reason.contains(denial(CUT_OFF).length() + " characters")
                        && reason.contains("2048")
                        && reason.contains("tourniquet-deny-*")
                        && reason.contains("a release of their cases")
                        && reason.contains("managed policy")
                        && reason.contains("permissions boundary"));
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(outcome(ofSession)).isEqualTo("FAILED");
    }

    @Test
    void resumesWhatACrashBetweenPolicyAndKeyLeftBehind() {
        world.faults.before("UpdateAccessKey", () -> {
            throw new IllegalStateException("the container died");
        });
        assertThatThrownBy(() -> world.report(keyFinding())).isInstanceOf(IllegalStateException.class);
        assertThat(world.keys("alice")).containsEntry(key, "Active");
        world.later(Duration.ofMinutes(2));

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        // Until now the key could make sessions.
        assertThat(cutOff("alice", policyName(key))).isEqualTo("2026-10-22T17:02:01Z");
        world.release(report);
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void resumesWhatACrashBeforeTheReadBackLeftBehind() {
        world.faults.after("UpdateAccessKey", () -> {
            throw new IllegalStateException("the container died");
        });
        assertThatThrownBy(() -> world.report(keyFinding())).isInstanceOf(IllegalStateException.class);
        world.later(Duration.ofMinutes(2));

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(cutOff("alice", policyName(key))).isEqualTo(CUT_OFF);
        assertThat(world.release(report, "reactivate-key")
                        .at("/released/steps/0/result")
                        .asText())
                .as("the state before the crash is on record")
                .isEqualTo("RESTORED");
    }

    @Test
    void comesAgainWhereTheUserWasDeletedMeanwhileAndThenAsksForTheUsersId() {
        world.faults.before("PutUserPolicy", () -> world.deleteUser("alice"));

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:PutUserPolicy on alice: NoSuchEntity");

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains(alice));
    }

    @Test
    void takesAKeyThatWasDeletedMeanwhileForOneThatIsOff() {
        world.faults.before("UpdateAccessKey", () -> world.deleteKey("alice", key));

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("CONTAINED");
        assertThat(world.policies("alice")).containsOnlyKeys(policyName(key));
    }

    @Test
    void neverSaysContainedWhereTheKeyWasSwitchedOnAgainAtOnce() {
        world.faults.after("UpdateAccessKey", () -> {
            world.status("alice", key, StatusType.ACTIVE);
            // No time is left to look again.
            world.later(Duration.ofSeconds(30));
        });

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining("deactivate-key " + key + ", read back and found otherwise");
    }

    @Test
    void neverSaysContainedWhereThePolicyWasUndoneAtOnce() {
        world.faults.after("PutUserPolicy", () -> {
            world.deletePolicy("alice", policyName(key));
            world.later(Duration.ofSeconds(30));
        });

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining("deny-user alice, read back and found otherwise");
    }

    @Test
    void needsNoOtherPermissionThanTheRoleGivesIt() {
        world.runAs(
                "iam:GetAccessKeyLastUsed",
                "iam:GetUser",
                "iam:ListAccessKeys",
                "iam:GetUserPolicy",
                "iam:PutUserPolicy",
                "iam:UpdateAccessKey",
                "iam:DeleteUserPolicy");

        JsonNode report = world.report(keyFinding());
        JsonNode released = world.release(report, "reactivate-key").path("released");

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(released.path("steps")
                        .valueStream()
                        .map(step -> step.path("result").asText()))
                .containsExactly("RESTORED", "RESTORED");
    }

    @Test
    void readsAKeyThatTheListDoesNotHaveYetOnceMoreBeforeItSwitchesItOff() {
        world.faults.hidesKeysOnce = true;

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(world.release(report).at("/released/steps/0/result").asText())
                .isEqualTo("KEPT");
    }

    @Test
    void asksAPersonWhereTheOwnersListDoesNotHaveTheKeyAndNoIdProvesTheOwner() {
        world.faults.hidesKeysOnce = true;

        JsonNode report = world.report(Findings.ofKey(key, "alice", ""));

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("the list of alice's keys does not have it"));
        assertThat(world.policies("alice")).isEmpty();
        assertThat(world.keys("alice")).containsEntry(key, "Active");
    }

    @Test
    void switchesAKeyOffThatTheListStillDoesNotHaveAndLeavesTheCutOffAsItIs() {
        world.report(keyFinding());
        world.status("alice", key, StatusType.ACTIVE);
        world.later(Duration.ofHours(1));
        world.faults.hidesKeysOnce = true;

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(cutOff("alice", policyName(key))).isEqualTo(CUT_OFF);
    }

    @Test
    void comesAgainWhereTheKeyIsNotTheUsersWhomIamNames() {
        world.faults.answer("UpdateAccessKey", 404, "NoSuchEntity", 1);

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:UpdateAccessKey on alice/" + key
                        + ": NoSuchEntity, although IAM names alice as the owner of the key");

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("CONTAINED");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }

    @Test
    void neverTakesAKeyForGoneForWhichIamStillNamesAnOwner() {
        world.faults.after("UpdateAccessKey", () -> {
            world.faults.hidesKeysOnce = true;
            // No time is left to look again.
            world.later(Duration.ofSeconds(30));
        });

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("deactivate-key " + key + ", read back and found otherwise");
    }
}
