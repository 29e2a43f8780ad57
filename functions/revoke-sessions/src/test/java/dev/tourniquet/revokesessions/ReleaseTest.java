package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.lastSeen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.identity.Revocation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** What a release puts back, and what it leaves alone. */
final class ReleaseTest extends InWorld {
    @Test
    void releasesByDeletingThePolicyThatItWrote() {
        Role role = world.role("web");
        world.iam.putRolePolicy(request ->
                request.roleName("web").policyName("AWSRevokeOlderSessions").policyDocument(allowAll()));
        JsonNode report = world.report(finding(role, INSTANCE));

        JsonNode released = world.release(report).path("released");

        assertThat(released.path("complete").asBoolean()).isTrue();
        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(released.at("/steps/0/note").asText()).contains("work again");
        assertThat(world.policies("web")).containsOnlyKeys("AWSRevokeOlderSessions");
    }

    @Test
    void replacesAPolicyThatOnlyHasItsNameAndDoesNotPutItBackOnRelease() {
        Role role = world.role("web");
        put("web", POLICY, allowAll());

        JsonNode answer = world.deliver(finding(role, INSTANCE));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("CONTAINED");
        assertThat(answer.at("/results/0/plan/steps/0/before/policy").asText()).isEqualTo(allowAll());
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");

        JsonNode released = world.release(answer.at("/results/0/report")).path("released");

        assertThat(released.path("complete").asBoolean()).isTrue();
        assertThat(released.at("/steps/0/result").asText()).isEqualTo("KEPT");
        assertThat(released.at("/steps/0/note").asText()).contains("not what this case may put back", "in the case");
        assertThat(world.policies("web")).isEmpty();
        assertThat(world.release(answer.at("/results/0/report"))
                        .at("/released/steps/0/result")
                        .asText())
                .isEqualTo("ALREADY_SO");
    }

    @Test
    void releasesTheEarlierCutWhereMovingItOnHadFailed() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T22:00:00Z"));
        world.faults.answer("PutRolePolicy", 403, "AccessDenied", 9);
        assertThat(world.report(recurrence).path("outcome").asText()).isEqualTo("FAILED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void putsAnEarlierRevocationBackThatStoodThereBefore() {
        Role role = world.role("web");
        Revocation earlier = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T12:00:00Z"));
        put("web", POLICY, earlier.document());
        JsonNode report = world.report(finding(role, INSTANCE));

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(world.policies("web")).containsEntry(POLICY, earlier.document());
    }

    @Test
    void leavesAPolicyAloneThatSomebodyChangedSince() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        put("web", POLICY, allowAll());

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("somebody changed");
        assertThat(world.policies("web")).containsEntry(POLICY, allowAll());
    }

    @Test
    void leavesTheLaterCutOffOfAnotherRegionAlone() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        put(
                "web",
                POLICY,
                new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T18:00:00Z")).document());

        world.later(Duration.ofHours(1));
        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("another Region");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T18:00:00Z");
    }

    @Test
    void saysWhichOtherRevocationsStandOnTheRole() {
        Role role = world.role("web");
        JsonNode one = world.report(finding(role, INSTANCE));
        JsonNode all = world.report(finding(role, "alice"));

        JsonNode first = world.release(one).path("released");
        JsonNode last = world.release(all).path("released");

        assertThat(first.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(first.at("/steps/0/note").asText())
                .contains(ROLE_POLICY + " (all sessions from before 2026-10-22T17:00:01Z)");
        assertThat(last.at("/steps/0/note").asText()).doesNotContain("stays denied");
    }

    @Test
    void saysWhereThereIsNothingLeftToRelease() {
        Role web = world.role("web");
        Role gone = world.role("gone");
        JsonNode first = world.report(finding(web, INSTANCE));
        JsonNode second = world.report(finding(gone, INSTANCE));
        world.iam.deleteRolePolicy(request -> request.roleName("web").policyName(POLICY));
        world.iam.deleteRolePolicy(request -> request.roleName("gone").policyName(POLICY));
        world.iam.deleteRole(request -> request.roleName("gone"));

        assertThat(world.release(first).at("/released/steps/0/result").asText()).isEqualTo("ALREADY_SO");
        assertThat(world.release(second).at("/released/steps/0/result").asText())
                .isEqualTo("GONE");
    }
}
