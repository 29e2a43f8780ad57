package dev.tourniquet.identity;

import dev.tourniquet.plan.CallFailed;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says of a write that IAM refused what a person does about it. */
final class Refusals {
    private final Roles roles;
    private final InstantSource clock;
    private final boolean plansRoom;

    Refusals(Roles roles, InstantSource clock, boolean plansRoom) {
        this.roles = roles;
        this.clock = clock;
        this.plansRoom = plansRoom;
    }

    /** Whether there was no room. */
    static boolean isFull(CallFailed failed) {
        return failed.code().startsWith("LimitExceeded");
    }

    CallFailed explained(CallFailed failed, PolicyState.After after) {
        if (isFull(failed)) {
            return full(failed, after);
        }
        return switch (failed.code()) {
            case "UnmodifiableEntity", "UnmodifiableEntityException" ->
                failed.explained(
                        ": only AWS can change this role",
                        "Deny the sessions of " + after.roleName()
                                + " by a service control policy, or end them in the service that owns the role, as the runbook says.");
            default -> failed;
        };
    }

    private CallFailed full(CallFailed failed, PolicyState.After after) {
        String byHand = "Attach a managed policy with the same document to " + after.roleName()
                + ", or put the deny into its permissions boundary: its inline policies have no room. The runbook says how.";
        SortedMap<String, String> others;
        try {
            others = new TreeMap<>(roles.policies(after.roleName(), roles.policyNames(after.roleName())));
        } catch (CallFailed _) {
            return failed.explained(": the role's inline policies are full", byHand);
        }
        others.remove(after.policyName());
        CallFailed full = failed.explained(
                ": the role's other inline policies hold "
                        + InlinePolicies.filled(InlinePolicies.size(others.values())) + ", and this one needs "
                        + InlinePolicies.size(after.document()),
                byHand + ours(others));
        // The role filled up since the plan: the next delivery prunes, or revokes the whole role, which is shorter.
        return plansRoom && makesRoom(others, after) ? full.retryable() : full;
    }

    private static String ours(SortedMap<String, String> others) {
        List<String> names = others.entrySet().stream()
                .filter(each -> each.getKey().startsWith(Revocation.POLICY_PREFIX)
                        && Revocation.read(each.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .toList();
        return names.isEmpty()
                ? ""
                : " Or release cases that are over; these hold room on the role: " + String.join(", ", names) + ".";
    }

    private boolean makesRoom(SortedMap<String, String> others, PolicyState.After after) {
        Revocation wanted = after.revocation();
        List<String> expired = others.entrySet().stream()
                .filter(each -> each.getKey().startsWith(Revocation.POLICY_PREFIX))
                .map(Map.Entry::getValue)
                .filter(text -> Revocation.read(text)
                        .filter(found -> found.isExpired(clock.instant()))
                        .isPresent())
                .toList();
        int least = InlinePolicies.size(others.values())
                - InlinePolicies.size(expired)
                + InlinePolicies.size(wanted.ofWholeRole().document());
        boolean counted = InlinePolicies.size(others.values()) + InlinePolicies.size(after.document())
                > InlinePolicies.LIMIT_OF_ROLE;
        boolean otherwise = !expired.isEmpty() || wanted.userId() != null;
        return counted && otherwise && least <= InlinePolicies.LIMIT_OF_ROLE;
    }
}
