package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/** What an operator may have overwritten that somebody changed since, and what is found without a record. */
final class ForcedReleaseTest extends InWorld {
    private JsonNode force(JsonNode report, String action) {
        return world.release(report, "force")
                .at("/released/steps")
                .valueStream()
                .filter(step -> step.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deletesWhatSomebodyPutInThePlaceOfTheDenialAndKeepsItsText() {
        JsonNode report = world.report(keyFinding());
        world.put("alice", policyName(key), allowAll());

        JsonNode step = force(report, "deny-user");

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("somebody changed", allowAll());
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void putsAnEarlierDenialBackThatSomebodyDeleted() {
        String earlier = denial("2026-10-22T12:00:00Z");
        world.put("alice", policyName(key), earlier);
        JsonNode report = world.report(keyFinding());
        world.deletePolicy("alice", policyName(key));

        assertThat(force(report, "deny-user").path("result").asText()).isEqualTo("RESTORED");

        assertThat(world.policies("alice")).containsEntry(policyName(key), earlier);
    }

    @Test
    void leavesTheLaterDenialOfAnotherContainment() {
        JsonNode report = world.report(keyFinding());
        String later = denial("2026-10-22T17:00:30Z");
        world.put("alice", policyName(key), later);

        JsonNode step = force(report, "deny-user");

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains("not ours to overwrite");
        assertThat(world.policies("alice")).containsEntry(policyName(key), later);
    }

    /** The second read of the release is as one that is out of date would be. */
    @Test
    void deletesNothingWhereWhatHadDriftedReadsAsBeforeAMomentLater() {
        JsonNode report = world.report(keyFinding());
        world.put("alice", policyName(key), denial("2026-10-22T17:00:30Z"));
        world.faults.clear();
        world.later(Duration.ofMinutes(2));
        world.faults.after("GetUserPolicy", () -> world.deletePolicy("alice", policyName(key)));

        JsonNode step = force(report, "deny-user");

        assertThat(step.path("result").asText()).isEqualTo("FAILED");
        assertThat(step.path("note").asText()).contains("release again");
        assertThat(world.faults.calls()).doesNotContain("DeleteUserPolicy");
    }

    @Test
    void switchesAKeyOffThatWasOffBefore() {
        world.status("alice", key, StatusType.INACTIVE);
        JsonNode report = world.report(keyFinding());
        world.status("alice", key, StatusType.ACTIVE);

        assertThat(force(report, "deactivate-key").path("result").asText()).isEqualTo("RESTORED");

        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }

    @Test
    void neverSwitchesAKeyOnByForceAlone() {
        JsonNode report = world.report(keyFinding());

        assertThat(force(report, "deactivate-key").path("result").asText()).isEqualTo("KEPT");

        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }

    @Test
    void findsThePoliciesOfItsNameOnAllUsers() {
        world.report(keyFinding());
        world.user("bob");
        world.put("bob", "tourniquet-deny-left-behind", allowAll());
        world.put("bob", "work", allowAll());

        JsonNode found = world.order("search").path("holdings");

        assertThat(found.valueStream().map(each -> each.path("name").asText()).toList())
                .containsExactlyInAnyOrder("alice/" + policyName(key), "bob/tourniquet-deny-left-behind");
        assertThat(found.valueStream().map(each -> each.path("kind").asText())).containsOnly("USER_POLICY");
    }

    @Test
    void showsHowEachStepStands() {
        JsonNode report = world.report(keyFinding());
        world.status("alice", key, StatusType.ACTIVE);

        JsonNode steps = world.order("inspect", report.path("caseId").asText()).at("/inspected/0/steps");

        assertThat(steps.valueStream().map(each -> each.path("state").asText()).toList())
                .isEqualTo(List.of("IN_PLACE", "NOT_IN_PLACE"));
        assertThat(steps.at("/0/holding/name").asText()).isEqualTo("alice/" + policyName(key));
    }
}
