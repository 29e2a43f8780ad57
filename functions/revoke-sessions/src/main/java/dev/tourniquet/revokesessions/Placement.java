package dev.tourniquet.revokesessions;

import dev.tourniquet.identity.InlinePolicies;
import dev.tourniquet.identity.Revocation;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How a revocation gets onto a role whose inline policies have a common limit.
 *
 * @param revocation what is written: what was wanted, or the same for the whole role where there is no room for more
 * @param expired revocations of ours that deny nobody any more and make room, texts by name
 * @param tight whether there was no room for what was wanted, even after that
 * @param taken the characters of the role's other inline policies
 */
record Placement(Revocation revocation, SortedMap<String, String> expired, boolean tight, int taken) {

    /**
     * The least that makes enough room. What denies somebody still stays, whichever case it is of. Where nothing makes
     * enough, as if there were enough: IAM has the last word, and its refusal tells the numbers.
     */
    static Placement of(Revocation wanted, SortedMap<String, String> others, Instant now) {
        int taken = InlinePolicies.size(others.values());
        if (fits(wanted, others)) {
            return new Placement(wanted, new TreeMap<>(), false, taken);
        }
        SortedMap<String, String> expired = ours(others, found -> found.isExpired(now));
        SortedMap<String, String> left = new TreeMap<>(others);
        left.keySet().removeAll(expired.keySet());
        if (fits(wanted, left)) {
            return new Placement(wanted, expired, false, taken);
        }
        Revocation wide = wanted.ofWholeRole();
        return new Placement(fits(wide, left) ? wide : wanted, expired, true, taken);
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
}
