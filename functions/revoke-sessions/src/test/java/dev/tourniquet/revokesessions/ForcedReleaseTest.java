package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** What an operator may have overwritten that somebody changed since, and what is found without a record. */
final class ForcedReleaseTest extends InWorld {
    private Role role;

    @BeforeEach
    void makeRole() {
        role = world.role("web");
    }

    private JsonNode force(JsonNode report) {
        return world.release(report, "force").at("/released/steps/0");
    }

    private String revocation(String cutOff) {
        return new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse(cutOff)).document();
    }

    @Test
    void deletesWhatSomebodyPutInThePlaceOfTheRevocationAndKeepsItsText() {
        JsonNode report = world.report(finding(role, INSTANCE));
        put("web", POLICY, allowAll());

        JsonNode step = force(report);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("forced", "somebody changed", allowAll());
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void putsAnEarlierRevocationBackThatSomebodyDeleted() {
        put("web", POLICY, revocation("2026-10-22T12:00:00Z"));
        JsonNode report = world.report(finding(role, INSTANCE));
        world.iam.deleteRolePolicy(request -> request.roleName("web").policyName(POLICY));

        assertThat(force(report).path("result").asText()).isEqualTo("RESTORED");

        assertThat(world.policies("web")).containsEntry(POLICY, revocation("2026-10-22T12:00:00Z"));
    }

    @Test
    void leavesTheLaterCutOffOfAnotherContainment() {
        JsonNode report = world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(2));
        put("web", POLICY, revocation("2026-10-22T18:00:00Z"));

        JsonNode step = force(report);

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains("later cut-off", "not ours to overwrite");
        assertThat(world.policies("web")).containsEntry(POLICY, revocation("2026-10-22T18:00:00Z"));
    }

    /** The second read of the release is as one that is out of date would be. */
    @Test
    void deletesNothingWhereWhatHadDriftedReadsAsBeforeAMomentLater() {
        JsonNode report = world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(2));
        put("web", POLICY, revocation("2026-10-22T18:00:00Z"));
        world.faults.clear();
        world.faults.after(
                "GetRolePolicy",
                () -> world.iam.deleteRolePolicy(
                        request -> request.roleName("web").policyName(POLICY)));

        JsonNode step = force(report);

        assertThat(step.path("result").asText()).isEqualTo("FAILED");
        assertThat(step.path("note").asText()).contains("release again");
        assertThat(world.faults.calls()).doesNotContain("DeleteRolePolicy");
    }

    @Test
    void deletesADenialOfNewSessionsThatSomebodyWroteInItsName() {
        JsonNode report = world.report(finding(role, INSTANCE));
        put("web", POLICY, revocation("2027-10-22T18:00:00Z"));

        assertThat(force(report).path("result").asText()).isEqualTo("RESTORED");

        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void doesNotPutBackWhatOnlyHadTheName() {
        put("web", POLICY, allowAll());
        JsonNode report = world.report(finding(role, INSTANCE));
        put("web", POLICY, allowAll().replace("s3:", "ec2:"));

        JsonNode step = force(report);

        assertThat(step.path("note").asText()).contains("not put back", "ec2:*");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void findsThePoliciesOfItsNameOnAllRoles() {
        world.report(finding(role, INSTANCE));
        world.role("db");
        put("db", "tourniquet-revoke-left-behind", allowAll());
        put("db", "work", allowAll());

        JsonNode found = world.order("search").path("holdings");

        assertThat(found.valueStream().map(each -> each.path("name").asText()).toList())
                .containsExactlyInAnyOrder("web/" + POLICY, "db/tourniquet-revoke-left-behind");
    }

    @Test
    void missesNoRevocationThatDeniesNobodyAnyMore() {
        JsonNode report = world.report(finding(role, INSTANCE));
        String caseId = report.path("caseId").asText();
        assertThat(world.order("inspect", caseId)
                        .at("/inspected/0/steps/0/state")
                        .asText())
                .isEqualTo("IN_PLACE");
        world.iam.deleteRolePolicy(request -> request.roleName("web").policyName(POLICY));
        assertThat(world.order("inspect", caseId)
                        .at("/inspected/0/steps/0/state")
                        .asText())
                .isEqualTo("NOT_IN_PLACE");

        world.later(Duration.ofHours(14));

        assertThat(world.order("inspect", caseId)
                        .at("/inspected/0/steps/0/state")
                        .asText())
                .isEqualTo("OVER");
    }
}
