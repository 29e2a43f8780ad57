package dev.tourniquet.deactivateaccesskey;

import static dev.tourniquet.deactivateaccesskey.Findings.lastSeen;
import static dev.tourniquet.deactivateaccesskey.Findings.ofSession;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a release does with the policy, where it stands alone. */
final class PolicyReleaseTest extends InWorld {
    @Test
    void leavesAPolicyAloneThatSomebodyChangedSince() {
        JsonNode report = world.report(ofSession("alice", alice));
        world.put("alice", SESSIONS, allowAll());

        JsonNode released = world.release(report).path("released");

        assertThat(result(released)).isEqualTo("DRIFTED");
        assertThat(note(released)).contains("somebody changed");
        assertThat(world.policies("alice")).containsEntry(SESSIONS, allowAll());
    }

    @Test
    void leavesTheLaterCutOffOfAnotherRegionAlone() {
        JsonNode report = world.report(ofSession("alice", alice));
        world.put("alice", SESSIONS, denial("2026-10-22T18:00:00Z"));
        world.later(Duration.ofHours(1));

        JsonNode released = world.release(report).path("released");

        assertThat(result(released)).isEqualTo("DRIFTED");
        assertThat(note(released)).contains("another Region");
        assertThat(cutOff("alice", SESSIONS)).isEqualTo("2026-10-22T18:00:00Z");
    }

    @Test
    void saysThatACutOffInTheFutureIsNoContainment() {
        JsonNode report = world.report(ofSession("alice", alice));
        world.put("alice", SESSIONS, denial("2126-01-01T00:00:00Z"));

        JsonNode released = world.release(report).path("released");

        assertThat(result(released)).isEqualTo("DRIFTED");
        assertThat(note(released)).contains("in the future", "delete it by hand");
    }

    @Test
    void putsAnEarlierDenialBackThatStoodThereBefore() {
        world.put("alice", SESSIONS, denial("2026-10-22T12:00:00Z"));
        JsonNode report = world.report(ofSession("alice", alice));

        JsonNode released = world.release(report).path("released");

        assertThat(result(released)).isEqualTo("RESTORED");
        assertThat(world.policies("alice")).containsEntry(SESSIONS, denial("2026-10-22T12:00:00Z"));
    }

    @Test
    void putsBackADenialThatWasWrittenBeforeMoreWasForbidden() {
        String older = denial("2026-10-22T12:00:00Z")
                .replace("iam:*SSHPublicKey", "iam:UploadSSHPublicKey")
                .replace("\"iam:EnableMFADevice\",", "");
        assertThat(older).isNotEqualTo(denial("2026-10-22T12:00:00Z")).contains("iam:UploadSSHPublicKey");
        world.put("alice", SESSIONS, older);
        JsonNode report = world.report(ofSession("alice", alice));

        JsonNode released = world.release(report).path("released");

        assertThat(result(released)).isEqualTo("RESTORED");
        assertThat(world.policies("alice")).containsEntry(SESSIONS, older);
    }

    @Test
    void putsNothingBackThatOnlyHadItsName() {
        world.put("alice", SESSIONS, allowAll());
        JsonNode report = world.report(ofSession("alice", alice));

        JsonNode released = world.release(report).path("released");

        assertThat(result(released)).isEqualTo("KEPT");
        assertThat(note(released)).contains("no denial of ours", "in the case");
        assertThat(world.policies("alice")).isEmpty();
    }

    @Test
    void deletesTheEarlierDenialWhereMovingItOnHadFailed() {
        JsonNode report = world.report(ofSession("alice", alice));
        world.later(Duration.ofHours(6));
        world.faults.answer("PutUserPolicy", 403, "AccessDenied", 1);
        assertThat(outcome(world.report(lastSeen(ofSession("alice", alice), "2026-10-22T22:00:00Z"))))
                .isEqualTo("FAILED");

        assertThat(result(world.release(report).path("released"))).isEqualTo("RESTORED");
        assertThat(world.policies("alice")).isEmpty();
    }

    private static String result(JsonNode released) {
        return released.at("/steps/0/result").asText();
    }

    private static String note(JsonNode released) {
        return released.at("/steps/0/note").asText();
    }
}
