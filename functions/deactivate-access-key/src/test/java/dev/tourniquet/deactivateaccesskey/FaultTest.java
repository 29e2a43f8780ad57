package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Denials, throttling, quotas, crashes, and a world that changes meanwhile. */
final class FaultTest extends InWorld {
    private record Call(String operation, int passing) {}

    /** Every call on a key in its order; those that are made again pass so often before they fail. */
    private static final List<Call> CALLS = List.of(
            new Call("GetAccessKeyLastUsed", 0),
            new Call("GetUser", 0),
            new Call("ListAccessKeys", 0),
            new Call("GetUserPolicy", 0),
            new Call("GetUserPolicy", 1),
            new Call("PutUserPolicy", 0),
            new Call("UpdateAccessKey", 0),
            new Call("GetUserPolicy", 2),
            new Call("ListAccessKeys", 1));

    private static Stream<Arguments> passing() {
        return CALLS.stream()
                .flatMap(call -> Stream.of(
                        Arguments.of(call.operation(), call.passing(), 400, "Throttling"),
                        Arguments.of(call.operation(), call.passing(), 500, "InternalFailure")));
    }

    private static Stream<Arguments> lasting() {
        return CALLS.stream()
                .flatMap(call -> Stream.of(
                        Arguments.of(call.operation(), call.passing(), 403, "AccessDenied"),
                        Arguments.of(call.operation(), call.passing(), 400, "SomethingNew")))
                // Whose key it is shows the list of the user's keys then, see OwnerTest.
                .filter(each ->
                        !(each.get()[0].equals("GetAccessKeyLastUsed") && each.get()[3].equals("AccessDenied")));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void comesAgainAfterAFaultThatPassesAndContainsThen(String operation, int passing, int status, String code) {
        world.faults.answer(operation, status, code, passing, 1);

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:" + operation + " on ")
                .hasMessageContaining(code)
                .hasMessageNotContaining("CONTAINED");
        world.faults.mend(operation);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("residualRisks")).isNotEmpty();
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(world.policies("alice")).containsEntry(policyName(key), denial(CUT_OFF));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void namesTheCallTheResourceAndTheErrorThatLastsAndContainsWhatItCan(
            String operation, int passing, int status, String code) {
        world.faults.answer(operation, status, code, passing, 9);

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isIn("FAILED", "PARTIAL");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.matches(".*iam:" + operation + " on (alice/)?(alice|" + key + "): " + code));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("iam:" + operation));
    }

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
    void comesAgainWhereTheUserWasDeletedMeanwhileAndThenHasNothingToDo() {
        world.faults.before("PutUserPolicy", () -> world.deleteUser("alice"));

        assertThatThrownBy(() -> world.report(keyFinding()))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:PutUserPolicy on alice: NoSuchEntity");

        JsonNode report = world.report(keyFinding());

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("no user is left"));
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
}
