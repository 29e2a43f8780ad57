package dev.tourniquet.deactivateaccesskey;

import static dev.tourniquet.deactivateaccesskey.Findings.lastSeen;
import static dev.tourniquet.deactivateaccesskey.Findings.ofSession;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;

/** What a release puts back, and what it leaves alone. */
final class ReleaseTest extends InWorld {
    @Test
    void deletesThePolicyAndKeepsTheKeySwitchedOff() {
        world.put("alice", "work", allowAll());
        JsonNode report = world.report(keyFinding());

        JsonNode released = world.release(report).path("released");

        assertThat(released.path("complete").asBoolean()).isTrue();
        assertThat(result(released, "deactivate-key")).isEqualTo("KEPT");
        assertThat(note(released, "deactivate-key")).contains("whoever took it still has it", "reactivate-key");
        assertThat(result(released, "deny-user")).isEqualTo("RESTORED");
        assertThat(note(released, "deny-user")).contains("work again until they expire");
        assertThat(world.policies("alice")).containsOnlyKeys("work");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
    }

    @Test
    void reactivatesTheKeyOnlyWhereToldToAndSaysWhyThatIsABadIdea() {
        JsonNode report = world.report(keyFinding());

        JsonNode released = world.release(report, "reactivate-key").path("released");

        assertThat(result(released, "deactivate-key")).isEqualTo("RESTORED");
        assertThat(note(released, "deactivate-key")).contains("for whoever took it as well");
        assertThat(world.keys("alice")).containsEntry(key, "Active");
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void reactivatesAKeyThatTheFirstReleaseKept() {
        JsonNode report = world.report(keyFinding());
        world.release(report);

        JsonNode released = world.release(report, "reactivate-key").path("released");

        assertThat(result(released, "deactivate-key")).isEqualTo("RESTORED");
        assertThat(result(released, "deny-user")).isEqualTo("ALREADY_SO");
        assertThat(world.keys("alice")).containsEntry(key, "Active");
    }

    @Test
    void neverReactivatesAKeyThatWasInactiveBefore() {
        world.status("alice", key, StatusType.INACTIVE);
        JsonNode report = world.report(keyFinding());

        JsonNode released = world.release(report, "reactivate-key").path("released");

        assertThat(result(released, "deactivate-key")).isEqualTo("ALREADY_SO");
        assertThat(world.keys("alice")).containsEntry(key, "Inactive");
        assertThat(world.faults.calls().stream().filter("UpdateAccessKey"::equals))
                .hasSize(1);
    }

    @Test
    void saysWhereSomebodySwitchedTheKeyOnSince() {
        JsonNode wasActive = world.report(keyFinding());
        world.status("alice", key, StatusType.ACTIVE);
        String other = world.key("alice");
        world.status("alice", other, StatusType.INACTIVE);
        JsonNode wasInactive = world.report(Findings.ofKey(other, "alice", alice));
        world.status("alice", other, StatusType.ACTIVE);

        JsonNode first = world.release(wasActive).path("released");
        JsonNode second = world.release(wasInactive, "reactivate-key").path("released");

        assertThat(result(first, "deactivate-key")).isEqualTo("ALREADY_SO");
        assertThat(note(first, "deactivate-key")).contains("somebody reactivated");
        assertThat(result(second, "deactivate-key")).isEqualTo("DRIFTED");
        assertThat(world.keys("alice")).containsEntry(other, "Active");
    }

    @Test
    void saysWhereKeyPolicyOrUserAreGone() {
        JsonNode first = world.report(keyFinding());
        world.deleteKey("alice", key);
        world.deletePolicy("alice", policyName(key));
        String bob = world.user("bob");
        JsonNode second = world.report(ofSession("bob", bob));
        world.deleteUser("bob");

        JsonNode released = world.release(first, "reactivate-key").path("released");

        assertThat(result(released, "deactivate-key")).isEqualTo("GONE");
        assertThat(result(released, "deny-user")).isEqualTo("ALREADY_SO");
        assertThat(result(world.release(second).path("released"), "deny-user")).isEqualTo("GONE");
    }

    @Test
    void knowsNoOtherOption() {
        JsonNode report = world.report(keyFinding());

        assertThat(world.release(report, "reactivate-keys").path("refused").asText())
                .contains("[force, reactivate-key]");
        assertThat(world.policies("alice")).isNotEmpty();
    }

    @Test
    void staysReleasedUntilTheKeyIsSeenAgain() {
        JsonNode report = world.report(keyFinding());
        world.release(report);
        world.later(Duration.ofHours(1));

        assertThat(outcome(world.report(keyFinding()))).isEqualTo("SKIPPED");
        assertThat(outcome(world.report(lastSeen(Findings.ofKey(key, "alice", alice), "2026-10-22T17:30:00Z"))))
                .isEqualTo("CONTAINED");
    }

    private static String result(JsonNode released, String step) {
        return of(released, step).path("result").asText();
    }

    private static String note(JsonNode released, String step) {
        return of(released, step).path("note").asText();
    }

    private static JsonNode of(JsonNode released, String step) {
        return released.path("steps")
                .valueStream()
                .filter(each -> each.path("action").asText().equals(step))
                .findFirst()
                .orElseThrow();
    }
}
