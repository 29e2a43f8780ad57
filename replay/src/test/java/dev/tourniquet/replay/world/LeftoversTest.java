package dev.tourniquet.replay.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LeftoversTest {
    private final SortedMap<String, SortedMap<String, String>> before = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> after = new TreeMap<>();

    private void put(SortedMap<String, SortedMap<String, String>> state, String resource, Map<String, String> aspects) {
        state.put(resource, new TreeMap<>(aspects));
    }

    private Leftovers leftovers(String... asked) {
        return new Leftovers(
                new WorldState(before), new WorldState(after), Set.of(asked), Instant.parse("2026-06-02T00:00:00Z"));
    }

    @Test
    void findsNothingWhereNothingDiffers() {
        put(before, "role r", Map.of("tags", "[]"));
        put(after, "role r", Map.of("tags", "[]"));

        assertThat(leftovers().faults()).isEmpty();
        assertThat(leftovers().kept()).isEmpty();
    }

    @Test
    void findsAnAspectThatWasChangedAddedOrRemoved() {
        put(before, "bucket b", Map.of("ACL", "private", "policy", "none"));
        put(after, "bucket b", Map.of("ACL", "public", "tags", "[a=b]"));

        assertThat(leftovers().faults())
                .containsExactly(
                        "bucket b, ACL: was private, is public",
                        "bucket b, policy: was none, is nothing",
                        "bucket b, tags: was nothing, is [a=b]");
    }

    @Test
    void findsAResourceThatCameOrWent() {
        put(before, "instance i-1", Map.of());
        put(after, "security group sg-1", Map.of("name", "web"));

        assertThat(leftovers().faults())
                .containsExactly(
                        "instance i-1, exists: was there, is gone",
                        "security group sg-1, exists: was absent, is there");
    }

    @Test
    void keepsTheQuarantineGroupAndEvidence() {
        put(after, "security group sg-1", Map.of("tags", "[a=b, tourniquet:quarantine=true]"));
        put(after, "snapshot snap-1", Map.of("tags", "[]"));

        assertThat(leftovers().faults()).isEmpty();
        assertThat(leftovers().kept()).hasSize(2);
    }

    @Test
    void keepsWhatAnAutoScalingGroupLaunchedInstead() {
        put(before, "Auto Scaling group web", Map.of("members", "[i-1]"));
        put(after, "Auto Scaling group web", Map.of("members", "[i-2]"));
        put(after, "instance i-2", Map.of("Auto Scaling group", "web"));
        put(after, "volume vol-2", Map.of("attached to", "i-2"));
        put(after, "network interface eni-2", Map.of("attached to", "i-2"));

        assertThat(leftovers().faults()).isEmpty();
        assertThat(leftovers().kept()).hasSize(4);
    }

    @Test
    void doesNotKeepAnInstanceThatNoGroupLaunched() {
        put(after, "instance i-2", Map.of("Auto Scaling group", "none"));
        put(after, "volume vol-2", Map.of("attached to", "i-2"));

        assertThat(leftovers().faults()).hasSize(2);
    }

    @Test
    void keepsAKeyInactiveUnlessItsReactivationWasAskedFor() {
        put(before, "user u", Map.of("key AKIA1", "Active", "key AKIA2", "Inactive"));
        put(after, "user u", Map.of("key AKIA1", "Inactive", "key AKIA2", "Inactive"));

        assertThat(leftovers().faults()).isEmpty();
        assertThat(leftovers().kept()).singleElement().asString().contains("AKIA1");
        assertThat(leftovers("reactivate-key").faults()).hasSize(1);
    }

    @Test
    void doesNotKeepWhatHappenedToAGroupThatOnlyHasTheName() {
        put(before, "security group sg-1", Map.of("name", "tourniquet-quarantine", "tags", "[]", "ingress", "[x]"));
        put(after, "security group sg-1", Map.of("name", "tourniquet-quarantine", "tags", "[]", "ingress", "[]"));

        assertThat(leftovers().faults()).hasSize(1);
    }

    @Test
    void keepsTheReplacementOfAMemberThatIsBack() {
        put(before, "Auto Scaling group web", Map.of("members", "[i-1 InService]", "size", "1"));
        put(after, "Auto Scaling group web", Map.of("members", "[i-1 InService, i-2 InService]", "size", "2"));

        assertThat(leftovers("rejoin-auto-scaling-group").faults()).isEmpty();
        assertThat(leftovers("rejoin-auto-scaling-group").kept()).hasSize(2);
    }

    @Test
    void missesARevocationThatIsGoneUnlessItsSessionsHaveExpired() {
        put(
                before,
                "role r",
                Map.of(
                        "policy tourniquet-revoke-i-1", "{\"aws:TokenIssueTime\":\"2026-06-01T11:59:59Z\"}",
                        "policy tourniquet-revoke-i-2", "{\"aws:TokenIssueTime\":\"2026-06-01T12:00:01Z\"}",
                        "policy of-somebody-else", "{\"aws:TokenIssueTime\":\"2020-01-01T00:00:00Z\"}"));
        put(after, "role r", Map.of());

        assertThat(leftovers().kept()).singleElement().asString().contains("tourniquet-revoke-i-1");
        assertThat(leftovers().faults()).hasSize(2);
    }

    @Test
    void neverKeepsAKeyThatWasSwitchedOn() {
        put(before, "user u", Map.of("key AKIA1", "Inactive"));
        put(after, "user u", Map.of("key AKIA1", "Active"));

        assertThat(leftovers().faults()).hasSize(1);
    }

    @Test
    void missesAGroupMemberWhoseReturnWasAskedFor() {
        put(before, "Auto Scaling group web", Map.of("members", "[i-1 InService]"));
        put(after, "Auto Scaling group web", Map.of("members", "[]"));

        assertThat(leftovers().faults()).isEmpty();
        assertThat(leftovers("rejoin-auto-scaling-group").faults()).hasSize(1);
    }
}
