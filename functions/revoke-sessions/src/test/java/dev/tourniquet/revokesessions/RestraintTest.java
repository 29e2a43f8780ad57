package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.identity.Revocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Role;

/** Roles that are left alone, and findings that are not enough. */
final class RestraintTest extends InWorld {
    @Test
    void asksForMoreSeverityBeforeItRevokesAllSessionsOfARole() {
        Role role = world.role("ci");
        ObjectNode wide = finding(role, "alice");
        ObjectNode one = finding(role, INSTANCE);
        ((ObjectNode) wide.path("detail")).put("severity", 6.9);
        ((ObjectNode) one.path("detail")).put("severity", 6.9);

        assertThat(world.report(wide).path("outcome").asText()).isEqualTo("SKIPPED");
        assertThat(world.report(one).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("ci")).containsOnlyKeys(POLICY);
    }

    @Test
    void hasNothingToDoForADeletedRole() {
        JsonNode report = world.report(finding("web", "AROAQSTHRZDWHBEXAMPLE", INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("resource policies"));
        assertThat(world.faults.calls()).doesNotContain("PutRolePolicy");
    }

    @Test
    void leavesARoleAloneThatWasCreatedSinceUnderTheSameName() {
        Role role = world.role("web");

        JsonNode report = world.report(finding("web", "AROAQSTHRZDWHBEXAMPLE", "alice"));

        assertThat(report.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains(role.roleId()));
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void leavesAnExemptRoleAlone() {
        Role role = world.role("web");
        tag("web", "ticket-17");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("SKIPPED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("tourniquet:exempt"));
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void doesNotTakeAnExemptionThatSaysFalseForOne() {
        Role role = world.role("web");
        tag("web", "false");

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
    }

    @Test
    void showsThePlanAndChangesNothingWhileObserving() {
        world.environment.put("TOURNIQUET_MODE", "observe");

        JsonNode answer = world.deliver(finding(world.role("web"), INSTANCE));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("DRY_RUN");
        assertThat(answer.at("/results/0/plan/steps/0/after/policyName").asText())
                .isEqualTo(POLICY);
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void refusesRolesThatItMustNotTouchAndSaysWhatAPersonDoes() {
        Role serviceLinked = world.role("/aws-service-role/autoscaling.amazonaws.com/", "AWSServiceRoleForAutoScaling");
        Role identityCenter = world.role("/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_Admin_0123456789abcdef");
        Role own = world.role("tourniquet-isolate-instance-us-east-1");
        Role cdk = world.role("cdk-hnb659fds-deploy-role-123456789012-us-east-1");
        Role breakGlass = world.role("/ops/", "break-glass");

        for (Role role : List.of(serviceLinked, identityCenter, own, cdk, breakGlass)) {
            JsonNode report = world.report(finding(role, "alice"));

            assertThat(report.path("outcome").asText()).as(role.roleName()).isEqualTo("REFUSED");
            assertThat(report.path("nextSteps")).isNotEmpty();
            assertThat(world.policies(role.roleName())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-*",
                "${aws:userid}",
                "i-0\",\"Effect\":\"Allow",
                "i-04bdc871435eda81b ",
                "<b>i-04bdc871435eda81b</b>",
                "i-04bdc871435eda81b\n",
                ""
            })
    void writesNothingOfAHostileSessionNameAnywhere(String hostile) {
        Role role = world.role("web");

        JsonNode answer = world.deliver(finding(role, hostile));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("web"))
                .containsExactly(
                        Map.entry(ROLE_POLICY, new Revocation(null, Instant.parse("2026-10-22T17:00:01Z")).document()));
        if (!hostile.isEmpty()) {
            assertThat(texts(answer.at("/results/0/report/nextSteps"))).noneMatch(step -> step.contains(hostile));
        }
    }
}
