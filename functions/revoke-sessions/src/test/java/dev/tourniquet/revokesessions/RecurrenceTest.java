package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.lastSeen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.InlinePolicyQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** Findings that come again while a write of before has failed. */
final class RecurrenceTest extends InWorld {
    private static final int FOR_EVER = 1_000;

    private Role role;

    @BeforeEach
    void makeRole() {
        role = world.role("web");
        world.more.add(new InlinePolicyQuota(world.iam));
    }

    @Test
    void takesWhatItWroteBeforeAFailedWriteForItsOwn() {
        world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(1));
        failsToWrite();
        world.later(Duration.ofHours(1));

        JsonNode report = world.report(activeUntilNow());

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T19:00:01Z");
        assertThat(released().at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void leavesTheOthersAsTheyWereWhereTheSessionFitsOnlyAfterAFailedWrite() {
        Revocation other = new Revocation(role.roleId() + ":" + OTHER_INSTANCE, Instant.parse("2026-10-22T12:00:00Z"));
        put("web", "tourniquet-revoke-" + OTHER_INSTANCE, other.document());
        QuotaTest.fill(world, 200);
        Map<String, String> before = world.policies("web");
        failsToWrite();
        assertThat(world.policies("web")).isEqualTo(before);
        makeRoom();
        Map<String, String> roomy = world.policies("web");
        world.later(Duration.ofMinutes(1));

        JsonNode report = world.report(activeUntilNow());

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(Revocation.read(world.policies("web").get(POLICY))
                        .orElseThrow()
                        .userId())
                .endsWith(INSTANCE);
        released();
        assertThat(world.policies("web")).isEqualTo(roomy);
    }

    @Test
    void takesAWiderOneThatItWroteBeforeForItsOwn() {
        QuotaTest.fill(world, 200);
        failsToWrite();
        makeRoom();
        world.later(Duration.ofMinutes(1));
        failsToWrite();
        // The answer to the first write was lost, not the write.
        put("web", POLICY, new Revocation(null, Instant.parse("2026-10-22T17:00:01Z")).document());

        assertThat(released().at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(world.policies("web")).containsOnlyKeys("owner");
    }

    private void failsToWrite() {
        world.faults.answer("PutRolePolicy", 400, "Throttling", FOR_EVER);
        assertThatThrownBy(() -> world.report(activeUntilNow())).isInstanceOf(RetryLater.class);
        world.faults.clear();
    }

    private void makeRoom() {
        world.iam.deleteRolePolicy(request -> request.roleName("web").policyName("owner"));
        QuotaTest.fill(world, 400);
    }

    private ObjectNode activeUntilNow() {
        ObjectNode event = finding(role, INSTANCE);
        lastSeen(event, world.now.minusSeconds(10));
        return event;
    }

    private JsonNode released() {
        String caseId = "revoke-sessions/" + role.roleId() + ":" + INSTANCE + "/1";
        return world.release(Json.MAPPER.createObjectNode().put("caseId", caseId))
                .path("released");
    }
}
