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

/** When the cut-off moves, and when it does not. */
final class CutOffTest extends InWorld {
    @Test
    void doesNotMoveTheCutOffForARecurrenceThatTellsNothingNew() {
        Role role = world.role("web");
        world.report(finding(role, INSTANCE));
        String before = world.policies("web").get(POLICY);
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T17:00:01Z"));

        JsonNode report = world.report(recurrence);

        assertThat(report.path("outcome").asText()).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("2026-10-22T17:00:01Z"));
        assertThat(report.path("residualRisks")).isNotEmpty();
        assertThat(world.policies("web")).containsEntry(POLICY, before);
    }

    @Test
    void movesTheCutOffForwardWhenTheSessionWasSeenSince() {
        Role role = world.role("web");
        world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T17:00:02Z"));

        JsonNode report = world.report(recurrence);

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T23:00:01Z");
        world.release(report);
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void takesAFindingWithoutATimeForARecurrence() {
        Role role = world.role("web");
        ObjectNode timeless = finding(role, INSTANCE);
        ((ObjectNode) timeless.path("detail")).remove("updatedAt");
        ((ObjectNode) timeless.path("detail").path("service")).remove("eventLastSeen");

        assertThat(world.report(timeless).path("outcome").asText()).isEqualTo("CONTAINED");
        world.later(Duration.ofMinutes(1));
        JsonNode again = world.report(timeless);

        assertThat(again.path("outcome").asText()).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(again.path("reasons"))).anyMatch(reason -> reason.contains("does not say when"));
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");
    }

    @Test
    void neverMovesACutOffBack() {
        Role role = world.role("web");
        Revocation ahead = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T17:04:00Z"));
        put("web", POLICY, ahead.document());
        ObjectNode event = finding(role, INSTANCE);
        lastSeen(event, Instant.parse("2026-10-22T17:20:00Z"));

        assertThat(world.report(event).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("web")).containsEntry(POLICY, ahead.document());
        assertThat(world.faults.calls()).doesNotContain("PutRolePolicy");
    }

    @Test
    void replacesARevocationWhoseCutOffLiesInTheFutureAndDoesNotPutItBack() {
        Role role = world.role("web");
        Revocation forEver = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2126-01-01T00:00:00Z"));
        put("web", POLICY, forEver.document());

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("who gave the role web the policy"));
        assertThat(world.release(report).at("/released/steps/0/result").asText())
                .isEqualTo("KEPT");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void saysThatACutOffInTheFutureThatStandsOnReleaseIsNoContainment() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        Revocation forEver = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2126-01-01T00:00:00Z"));
        put("web", POLICY, forEver.document());

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("in the future", "delete it by hand");
    }

    @Test
    void movesTheCutOffAtOnceAlthoughTheFirstOutcomeIsStillToBePublished() {
        Role role = world.role("web");
        world.faults.answer("PutEvents", 400, "Throttling", 4);
        world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T22:00:00Z"));

        assertThat(world.report(recurrence).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T23:00:01Z");
    }

    @Test
    void keepsALaterCutOffThatAnotherRegionWroteAfterThePlan() {
        Role role = world.role("web");
        Revocation later = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T17:00:30Z"));
        world.faults.after("GetRolePolicy", () -> put("web", POLICY, later.document()));

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
        assertThat(world.policies("web")).containsEntry(POLICY, later.document());
    }
}
