package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.severity;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    void leavesTheWholeRoleToAPersonWhereTheFindingIsNotSevereEnoughForThat() {
        Role role = world.role("ci");

        JsonNode answer = world.deliver(severity(finding(role, "alice"), 6.9));
        JsonNode report = answer.at("/results/0/report");

        assertThat(report.path("outcome").asText()).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons")))
                .singleElement()
                .asString()
                .contains("all sessions of the role ci would be revoked", "severity 6.9 is below 7.0");
        assertThat(answer.at("/results/0/plan/steps/0/after/policyName").asText())
                .isEqualTo(ROLE_POLICY);
        assertThat(report.path("blastRadius")).isNotEmpty();
        assertThat(report.path("nextSteps")).isNotEmpty();
        assertThat(world.policies("ci")).isEmpty();
    }

    @Test
    void revokesTheRoleAtOnceForASevererFindingWhileAPersonWasStillToDecideOnTheMilderOne() {
        Role role = world.role("ci");
        world.report(severity(finding(role, "alice"), 6.9));

        assertThat(world.report(severity(finding(role, "bob"), 7))
                        .path("outcome")
                        .asText())
                .isEqualTo("CONTAINED");
        assertThat(world.policies("ci")).containsOnlyKeys(ROLE_POLICY);
    }

    @Test
    void asksNobodyAboutTheSessionOfOneInstance() {
        assertThat(world.report(severity(finding(world.role("ci"), INSTANCE), 4))
                        .path("outcome")
                        .asText())
                .isEqualTo("CONTAINED");
        assertThat(world.policies("ci")).containsOnlyKeys(POLICY);
    }

    @Test
    void skipsWhatIsBelowItsOwnSeverityWhoeverIsConcerned() {
        Role role = world.role("ci");

        for (String session : List.of("alice", INSTANCE)) {
            assertThat(world.report(severity(finding(role, session), 3.9))
                            .path("outcome")
                            .asText())
                    .as(session)
                    .isEqualTo("SKIPPED");
        }
    }

    @Test
    void showsWhileObservingThatItWouldAskForApproval() {
        world.environment.put("TOURNIQUET_MODE", "observe");

        JsonNode report = world.report(severity(finding(world.role("ci"), "alice"), 5));

        assertThat(report.path("outcome").asText()).isEqualTo("DRY_RUN");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("severity 5.0 is below 7.0"));
        assertThat(report.path("blastRadius")).isNotEmpty();
    }

    @Test
    void hasNothingToDoForADeletedRole() {
        JsonNode report = world.report(finding("web", "AROAQSTHRZDWHBEXAMPLE", INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("is not a role of this account (any more)")
                        && reason.contains("resource policies"));
        assertThat(world.faults.calls()).doesNotContain("PutRolePolicy");
    }

    @Test
    void leavesARoleAloneThatWasCreatedSinceUnderTheSameName() {
        Role role = world.role("web");

        JsonNode report = world.report(finding("web", "AROAQSTHRZDWHBEXAMPLE", "alice"));

        assertThat(report.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason ->
                        reason.contains("is not a role of this account (any more)") && reason.contains(role.roleId()));
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
