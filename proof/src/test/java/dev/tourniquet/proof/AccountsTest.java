package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.replay.world.WorldState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AccountsTest {
    @Test
    void takesWhatWasMadeAtAnotherTimeUnderAnotherIdForTheSame() {
        SortedMap<String, String> one = aspects(
                "security group sg-1", Map.of("name", "tourniquet-quarantine"),
                "network interface eni-1", Map.of("groups", "[sg-1]"),
                "role app", Map.of("policy p", "before 2026-01-01T00:00:00Z"));
        SortedMap<String, String> other = aspects(
                "security group sg-2", Map.of("name", "tourniquet-quarantine"),
                "network interface eni-1", Map.of("groups", "[sg-2]"),
                "role app", Map.of("policy p", "before 2026-01-01T01:00:00Z"));

        assertThat(Accounts.differences(one, other)).isEmpty();
    }

    @Test
    void takesListsForTheSameWhoseIdsSortedOtherwise() {
        WorldState before = state("instance i-5", Map.of("tags", "[]"));
        WorldState one = state("Auto Scaling group web", Map.of("members", "[i-1, i-5]"), "instance i-1", Map.of());
        WorldState other = state("Auto Scaling group web", Map.of("members", "[i-5, i-9]"), "instance i-9", Map.of());

        assertThat(Accounts.aspects(one, before)).isEqualTo(Accounts.aspects(other, before));
    }

    @Test
    void countsWhatWasMadeSinceAndHasNoName() {
        WorldState before = state("snapshot snap-0", Map.of("tags", "[]"));
        SortedMap<String, String> one = Accounts.aspects(
                state("snapshot snap-0", Map.of("tags", "[]"), "snapshot snap-1", Map.of("tags", "[]")), before);
        SortedMap<String, String> two = Accounts.aspects(
                state(
                        "snapshot snap-0", Map.of("tags", "[]"),
                        "snapshot snap-2", Map.of("tags", "[]"),
                        "snapshot snap-3", Map.of("tags", "[]")),
                before);

        assertThat(Accounts.differences(one, two)).containsExactly("snapshot new 2, tags: [] instead of nothing");
        assertThat(Accounts.strays(List.of(Accounts.aspects(before), one), two)).hasSize(1);
    }

    @Test
    void takesAQuarantineGroupForAsGoodAsAnotherWhereThatCouldNotBeEmptied() {
        WorldState before = state("network interface eni-1", Map.of("groups", "[sg-app]"));
        WorldState usual = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"));
        WorldState second = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[all]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine-2", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-2]"));
        WorldState open = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine-2", "egress", "[all]"),
                "network interface eni-1", Map.of("groups", "[sg-2]"));

        assertThat(Accounts.aspects(second, before)).isEqualTo(Accounts.aspects(usual, before));
        assertThat(Accounts.differences(Accounts.aspects(usual, before), Accounts.aspects(open, before)))
                .containsExactly("security group tourniquet-quarantine 1, egress: [all] instead of []");
    }

    @Test
    void passesOverAGroupThatWasThereBeforeWhereAnotherHadToBeMade() {
        WorldState before = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[all]"),
                "network interface eni-1", Map.of("groups", "[sg-app]"));
        WorldState usual = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"));
        WorldState second = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[all]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine-2", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-2]"));
        WorldState inTheFirst = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[all]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine-2", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"));

        assertThat(Accounts.aspects(second, before)).isEqualTo(Accounts.aspects(usual, before));
        assertThat(Accounts.differences(Accounts.aspects(usual, before), Accounts.aspects(inTheFirst, before)))
                .anyMatch(difference -> difference.contains("egress: [all]"));
    }

    @Test
    void takesTheGroupOfOneVpcForWhatItIsWhileThatOfTheOtherIsNotFinished() {
        WorldState before = state(
                "network interface eni-1", Map.of("groups", "[sg-app]"),
                "network interface eni-2", Map.of("groups", "[sg-app]"));
        WorldState contained = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"),
                "network interface eni-2", Map.of("groups", "[sg-2]"));
        WorldState half = state(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine", "egress", "[all]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"),
                "network interface eni-2", Map.of("groups", "[sg-app]"));

        assertThat(Accounts.strays(
                        List.of(Accounts.aspects(before), Accounts.aspects(contained, before)),
                        Accounts.aspects(half, before)))
                .isEmpty();
    }

    @Test
    void missesWhatIsGoneAndShouldNotBe() {
        SortedMap<String, String> there = aspects("role app", Map.of("policy p", "allow"));

        assertThat(Accounts.strays(List.of(there, there), new TreeMap<>())).hasSize(1);
        assertThat(Accounts.strays(List.of(there, new TreeMap<>()), new TreeMap<>()))
                .isEmpty();
    }

    @Test
    void findsACutOffThatMovesBackEvenAfterItWasGone() {
        Map<String, Instant> latest = new TreeMap<>();

        assertThat(Accounts.movedBack(latest, cutOff("2026-01-01T02:00:00Z"))).isEmpty();
        assertThat(Accounts.movedBack(latest, state())).isEmpty();
        assertThat(Accounts.movedBack(latest, cutOff("2026-01-01T01:00:00Z")))
                .containsExactly("role app, policy tourniquet-revoke-x: cut off at 2026-01-01T01:00:00Z after"
                        + " 2026-01-01T02:00:00Z");
    }

    private static WorldState cutOff(String time) {
        return state("role app", Map.of("policy tourniquet-revoke-x", "before " + time));
    }

    @Test
    void findsAnInterfaceThatWasLeftInAnOpenGroup() {
        SortedMap<String, String> before = groupOf("app");
        SortedMap<String, String> contained = groupOf("tourniquet-quarantine");

        assertThat(Accounts.strays(List.of(before, contained), groupOf("app"))).isEmpty();
        assertThat(Accounts.strays(List.of(before, contained), groupOf("tourniquet-quarantine")))
                .isEmpty();
        assertThat(Accounts.strays(List.of(before, contained), groupOf("all-open")))
                .anyMatch(stray -> stray.startsWith("network interface eni-1, groups: [all-open]"));
    }

    @Test
    void passesOverRulesOfAGroupOnlyWhileNobodyIsInIt() {
        SortedMap<String, String> contained = withRules("app", "[]");

        assertThat(Accounts.strays(List.of(contained, contained), withRules("app", "[all]")))
                .isEmpty();
        assertThat(Accounts.strays(List.of(contained, contained), withRules("tourniquet-quarantine", "[all]")))
                .anyMatch(stray -> stray.startsWith("security group tourniquet-quarantine 1, egress: [all]"));
    }

    @Test
    void seesRulesOfAnOccupiedGroupAlthoughAnotherHasItsName() {
        SortedMap<String, String> contained = aspects(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"));
        SortedMap<String, String> opened = aspects(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", "[all]"),
                "security group sg-2", Map.of("name", "tourniquet-quarantine", "egress", "[]"),
                "network interface eni-1", Map.of("groups", "[sg-1]"));

        assertThat(Accounts.strays(List.of(contained, contained), opened)).hasSize(1);
    }

    @Test
    void readsTheLatestCutOffOfOwnPoliciesOnly() {
        String policy = "{\"a\":\"2026-01-01T00:00:00Z\",\"b\":\"2026-01-01T02:00:00Z\"}";
        WorldState state = state("role app", Map.of("policy tourniquet-revoke-x", policy, "policy other", policy));

        assertThat(Accounts.cutOffs(state))
                .isEqualTo(Map.of("role app, policy tourniquet-revoke-x", Instant.parse("2026-01-01T02:00:00Z")));
    }

    private static SortedMap<String, String> groupOf(String group) {
        return aspects(
                "security group sg-1", Map.of("name", group), "network interface eni-1", Map.of("groups", "[sg-1]"));
    }

    private static SortedMap<String, String> withRules(String member, String egress) {
        return aspects(
                "security group sg-1", Map.of("name", "tourniquet-quarantine", "egress", egress),
                "network interface eni-1", Map.of("groups", "[" + member + "]"));
    }

    private static SortedMap<String, String> aspects(Object... resources) {
        return Accounts.aspects(state(resources));
    }

    @SuppressWarnings("unchecked")
    private static WorldState state(Object... resources) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
        for (int i = 0; i < resources.length; i += 2) {
            all.put((String) resources[i], new TreeMap<>((Map<String, String>) resources[i + 1]));
        }
        return new WorldState(all);
    }
}
