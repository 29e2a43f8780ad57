package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** Throttling, denials, quotas, and a world that changes meanwhile. */
final class FaultTest extends InWorld {
    @Test
    void getsThroughWhereIamThrottlesForAMoment() {
        world.faults.answer("PutRolePolicy", 400, "Throttling", 2);

        assertThat(world.report(finding(world.role("web"), INSTANCE))
                        .path("outcome")
                        .asText())
                .isEqualTo("CONTAINED");
    }

    @Test
    void failsAndComesAgainWhereIamThrottlesForLonger() {
        Role role = world.role("web");
        world.faults.answer("PutRolePolicy", 400, "Throttling", 4);

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:PutRolePolicy on web: Throttling");
        world.later(Duration.ofMinutes(2));

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:02:01Z");
    }

    @Test
    void keepsTheResidualRisksWhereALaterDeliveryOnlyFindsThatThePolicyHolds() {
        ObjectNode event = finding(world.role("web"), INSTANCE);
        // Reading passes for the plan and before the write, and fails for the read-back.
        world.faults.answer("GetRolePolicy", 400, "Throttling", 2, 4);
        assertThatThrownBy(() -> world.report(event)).isInstanceOf(RetryLater.class);

        JsonNode report = world.report(event);

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("metadata service"));
    }

    @Test
    void namesAQuotaThatItDidNotSeeComingAndWhatToDoByHand() {
        Role role = world.role("web");
        world.faults.answer("PutRolePolicy", 409, "LimitExceeded", 1);

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("PutRolePolicy on web: LimitExceeded"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("managed policy"));
    }

    @Test
    void saysOfARoleThatOnlyAwsMayModifyWhatAPersonDoes() {
        Role role = world.role("web");
        world.faults.answer("PutRolePolicy", 400, "UnmodifiableEntity", 1);

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("PutRolePolicy on web: UnmodifiableEntity: only AWS can change"));
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("service control policy"))
                .noneMatch(step -> step.contains("Find out what refuses"));
    }

    @Test
    void comesAgainWhereSomebodyElseModifiesTheRoleAtTheSameTime() {
        Role role = world.role("web");
        world.faults.answer("PutRolePolicy", 409, "ConcurrentModification", 1);

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("ConcurrentModification");
        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
    }

    @Test
    void needsNoOtherPermissionThanTheRoleGivesIt() {
        Role role = world.role("web");
        world.runAs(
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListRolePolicies",
                "iam:ListInstanceProfilesForRole",
                "iam:PutRolePolicy",
                "iam:DeleteRolePolicy");

        JsonNode report = world.report(finding(role, "alice"));
        JsonNode released = world.release(report).path("released");

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.toString()).doesNotContain("AccessDenied");
        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
    }

    @Test
    void namesTheActionThatItIsDenied() {
        Role role = world.role("web");
        world.runAs("iam:GetRole", "iam:GetRolePolicy");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("iam:PutRolePolicy on web"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("iam:PutRolePolicy"));
    }

    @Test
    void failsWhereItMayNotReadTheRole() {
        Role role = world.role("web");
        world.runAs("iam:GetRolePolicy", "iam:PutRolePolicy");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("iam:GetRole on web"));
    }

    @Test
    void neverSaysContainedWhereThePolicyWasUndoneAtOnce() {
        Role role = world.role("web");
        world.faults.after(
                "PutRolePolicy",
                () -> world.iam.deleteRolePolicy(
                        request -> request.roleName("web").policyName(POLICY)));

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("read back and found otherwise");
    }

    @Test
    void comesAgainWhereTheRoleWasDeletedMeanwhileAndThenHasNothingToDo() {
        Role role = world.role("web");
        world.faults.before("PutItem", () -> world.iam.deleteRole(request -> request.roleName("web")));

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE))).isInstanceOf(RetryLater.class);

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("NOTHING_TO_DO");
    }
}
