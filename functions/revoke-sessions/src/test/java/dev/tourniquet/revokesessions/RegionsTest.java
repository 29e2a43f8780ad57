package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.lastSeen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.localaws.FunctionSurroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.model.Role;

/** One role and the functions of two Regions, each with its own ledger. */
final class RegionsTest extends InWorld {
    private Map<String, String> here = Map.of();
    private Map<String, String> there = Map.of();
    private Role role;

    @BeforeEach
    void deployInTwoRegions() {
        here = new HashMap<>(world.environment);
        there = World.of(new FunctionSurroundings(world.aws, Region.EU_WEST_1));
        role = world.role("/team/", "web");
    }

    @Test
    void findsWhatTheOtherRegionHasDone() {
        in(here).report(finding(role, "alice"));

        assertThat(in(there).report(finding(role, "alice")).path("outcome").asText())
                .isEqualTo("ALREADY_CONTAINED");
        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T17:00:01Z");
    }

    @Test
    void neverMovesTheCutOffOfTheOtherRegionBack() {
        world.later(Duration.ofMinutes(2));
        in(here).report(finding(role, "alice"));
        // The clock of the other Region is two minutes late.
        world.later(Duration.ofMinutes(-2));
        ObjectNode since = finding(role, "alice");
        lastSeen(since, Instant.parse("2026-10-22T17:02:30Z"));

        assertThat(in(there).report(since).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T17:02:01Z");
    }

    @Test
    void saysOnReleaseThatTheOtherOneStands() {
        JsonNode first = in(here).report(finding(role, "alice"));
        JsonNode second = againIn(there);

        JsonNode released = in(here).release(first).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("2026-10-22T18:00:01Z", "another Region");
        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T18:00:01Z");

        in(there).release(second);

        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T17:00:01Z");
    }

    @Test
    void leavesTheEarlierOneInForceWhereTheLaterOneIsReleasedFirst() {
        JsonNode first = in(here).report(finding(role, "alice"));
        JsonNode second = againIn(there);

        JsonNode released = in(there).release(second).path("released");

        assertThat(released.at("/steps/0/note").asText()).contains("an earlier revocation is back");
        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T17:00:01Z");
        assertThat(in(here).release(first).at("/released/steps/0/result").asText())
                .isEqualTo("RESTORED");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void putsBackWhatTheOtherRegionWroteSince() {
        JsonNode first = in(here).report(finding(role, "alice"));
        JsonNode second = againIn(there);
        world.later(Duration.ofHours(1));
        ObjectNode since = finding(role, "alice");
        lastSeen(since, Instant.parse("2026-10-22T18:30:00Z"));
        in(here).report(since);
        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T19:00:01Z");

        JsonNode released = in(here).release(first).path("released");

        assertThat(released.at("/steps/0/note").asText()).contains("an earlier revocation is back");
        assertThat(cutOff("web", ROLE_POLICY)).isEqualTo("2026-10-22T18:00:01Z");
        assertThat(in(here).release(first).at("/released/steps/0/result").asText())
                .isEqualTo("ALREADY_SO");

        in(there).release(second);
        in(here).release(first);

        assertThat(world.policies("web"))
                .as("neither release denies again what the other has let go")
                .isEmpty();
    }

    private JsonNode againIn(Map<String, String> region) {
        world.later(Duration.ofHours(1));
        ObjectNode since = finding(role, "alice");
        lastSeen(since, Instant.parse("2026-10-22T17:30:00Z"));
        return in(region).report(since);
    }

    private World in(Map<String, String> region) {
        world.environment.putAll(region);
        return world;
    }
}
