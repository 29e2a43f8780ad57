package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** What a revocation does. */
final class RevocationOverTheWireTest extends InWorld {
    @Test
    void revokesTheSessionOfOneInstanceAndReadsItBack() {
        Role role = world.role("web");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(role.roleId() + ":" + INSTANCE);
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("revoke-session");
        assertThat(report.at("/steps/0/resource").asText()).isEqualTo("web/" + INSTANCE);
        assertThat(report.at("/steps/0/status").asText()).isEqualTo("VERIFIED");
        assertThat(world.policies("web"))
                .containsExactlyEntriesOf(Map.of(
                        POLICY,
                        new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T17:00:01Z"))
                                .document()));
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("metadata service"))
                .anyMatch(risk -> risk.contains("can still assume the role web"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("Isolate the instance " + INSTANCE));
    }

    @Test
    void readsRoleAndPolicyBeforeItWritesAndThePolicyAgainAfterwards() {
        world.report(finding(world.role("web"), INSTANCE));

        assertThat(world.faults.calls().stream().filter(call -> call.contains("Role")))
                .containsSubsequence("GetRolePolicy", "PutRolePolicy", "GetRolePolicy")
                .containsOnlyOnce("GetRole", "PutRolePolicy");
    }

    @Test
    void recordsWhatItFoundBeforeTheFirstChange() {
        JsonNode plan = world.deliver(finding(world.role("web"), INSTANCE)).at("/results/0/plan");

        assertThat(plan.at("/steps/0/before").has("policy")).isTrue();
        assertThat(plan.at("/steps/0/before/policy").isNull()).isTrue();
        assertThat(plan.at("/steps/0/after/policyName").asText()).isEqualTo(POLICY);
        assertThat(plan.at("/steps/0/after/cutOff").asText()).isEqualTo("2026-10-22T17:00:01Z");
    }

    @Test
    void revokesAllSessionsOfARoleWhoseSessionNamesAreChosenByWhoAssumesIt() {
        Role role = world.role("/team/payments/", "ci");

        JsonNode report = world.report(finding(role, "alice@example.com"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(role.roleId());
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("revoke-role-sessions");
        assertThat(report.at("/steps/0/resource").asText()).isEqualTo("ci");
        assertThat(world.policies("ci")).containsOnlyKeys(ROLE_POLICY);
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("the legitimate ones too"));
    }

    @Test
    void letsTwoFindingsOnTwoSessionsOfOneRoleStandSideBySide() {
        Role role = world.role("web");
        JsonNode first = world.report(finding(role, INSTANCE));
        JsonNode second = world.report(finding(role, OTHER_INSTANCE));
        world.report(finding(role, "alice"));

        assertThat(world.policies("web")).containsOnlyKeys(POLICY, "tourniquet-revoke-" + OTHER_INSTANCE, ROLE_POLICY);

        world.release(second);

        assertThat(world.policies("web")).containsOnlyKeys(POLICY, ROLE_POLICY);
        assertThat(first.path("caseId").asText()).isEqualTo("revoke-sessions/" + role.roleId() + ":" + INSTANCE + "/1");
    }
}
