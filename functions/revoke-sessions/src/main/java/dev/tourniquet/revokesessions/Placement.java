package dev.tourniquet.revokesessions;

import dev.tourniquet.identity.InlinePolicies;
import dev.tourniquet.identity.Revocation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a revocation gets onto a role whose inline policies have a common limit.
 *
 * @param revocation what is written: what was wanted, or the same for the whole role where there is no room for more
 * @param expired revocations of ours that deny nobody any more and make room, texts by name
 * @param displaced revocations of ours that this one covers and that make room, texts by name
 * @param under the one of them whose name it gets; null where it gets its own
 * @param tight whether there was no room for what was wanted, even after that
 * @param taken the characters of the role's other inline policies
 */
record Placement(
        Revocation revocation,
        SortedMap<String, String> expired,
        SortedMap<String, String> displaced,
        @Nullable String under,
        boolean tight,
        int taken) {

    /** The least that makes enough room. Where nothing does, as if there were enough: IAM has the last word. */
    static Placement of(Revocation wanted, SortedMap<String, String> others, Instant now) {
        int taken = InlinePolicies.size(others.values());
        if (fits(wanted, others)) {
            return new Placement(wanted, new TreeMap<>(), new TreeMap<>(), null, false, taken);
        }
        SortedMap<String, String> expired = ours(others, found -> found.isExpired(now));
        SortedMap<String, String> left = without(others, expired);
        if (fits(wanted, left)) {
            return new Placement(wanted, expired, new TreeMap<>(), null, false, taken);
        }
        Revocation wide = wanted.ofWholeRole();
        if (fits(wide, left)) {
            return new Placement(wide, expired, new TreeMap<>(), null, true, taken);
        }
        SortedMap<String, String> covered = ours(left, wide::covers);
        if (covered.isEmpty()) {
            return new Placement(wanted, expired, covered, null, true, taken);
        }
        // For a moment it stands under two names.
        int twice = InlinePolicies.size(List.of(wide.document(), wide.document()));
        boolean room = InlinePolicies.size(without(left, covered).values()) + twice <= InlinePolicies.LIMIT_OF_ROLE;
        return new Placement(wide, expired, covered, room ? null : longest(covered), true, taken);
    }

    /** The revocation of the whole role among {@code policies} that goes furthest, by the name of its policy. */
    static Optional<Map.Entry<String, Revocation>> ofWholeRole(SortedMap<String, String> policies, Instant now) {
        SortedMap<String, Revocation> wide = new TreeMap<>();
        ours(policies, found -> found.userId() == null && !found.isAheadOf(now))
                .forEach((name, text) -> Revocation.read(text).ifPresent(found -> wide.put(name, found)));
        return wide.entrySet().stream()
                .max(Comparator.comparing(each -> each.getValue().cutOff()));
    }

    private static boolean fits(Revocation wanted, SortedMap<String, String> others) {
        return InlinePolicies.size(others.values()) + InlinePolicies.size(wanted.document())
                <= InlinePolicies.LIMIT_OF_ROLE;
    }

    private static SortedMap<String, String> ours(SortedMap<String, String> policies, Predicate<Revocation> which) {
        SortedMap<String, String> found = new TreeMap<>(policies);
        found.entrySet()
                .removeIf(each -> !each.getKey().startsWith(Revocation.POLICY_PREFIX)
                        || Revocation.read(each.getValue()).filter(which).isEmpty());
        return found;
    }

    private static SortedMap<String, String> without(SortedMap<String, String> policies, Map<String, String> gone) {
        SortedMap<String, String> left = new TreeMap<>(policies);
        left.keySet().removeAll(gone.keySet());
        return left;
    }

    private static String longest(SortedMap<String, String> policies) {
        return policies.entrySet().stream()
                .max(Comparator.comparingInt(each -> InlinePolicies.size(each.getValue())))
                .orElseThrow()
                .getKey();
    }
}
