package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the revoking policy, reads it back and takes it away again. Roles are global: the Tourniquet of another Region
 * may have written the same policy meanwhile, with a later cut-off, which is never moved back; unless it lies in the future.
 *
 * @param glimpses of policies, taken while the case is written
 * @param plansRoom whether another delivery would make room on a role whose inline policies are full
 */
public record RevokeAction(String name, Roles roles, InstantSource clock, Glimpses glimpses, boolean plansRoom)
        implements StepAction {
    /** For one instance's session. */
    public static final String SESSION = "revoke-session";

    /** For all sessions of a role. */
    public static final String ROLE = "revoke-role-sessions";

    /** For a response that never makes room. */
    public RevokeAction(String name, Roles roles, InstantSource clock) {
        this(name, roles, clock, new Glimpses(clock), false);
    }

    @Override
    public JsonNode read(Step step) {
        PolicyState.After after = PolicyState.After.of(step.after());
        return PolicyState.before(roles.policy(after.roleName(), after.policyName()));
    }

    @Override
    public JsonNode joined(JsonNode first, JsonNode since, JsonNode later) {
        return PolicyState.joined(first, since, later, clock.instant());
    }

    @Override
    public void look(Step step) {
        PolicyState.After after = PolicyState.After.of(step.after());
        glimpses.keep(after.roleName(), after.policyName(), roles.policy(after.roleName(), after.policyName()));
    }

    @Override
    public void apply(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        // Read first: what a case holds is written only if it revokes.
        Revocation wanted = after.revocation();
        try {
            Optional<String> standing = glimpses.take(after.roleName(), after.policyName())
                    .orElseGet(() -> roles.policy(after.roleName(), after.policyName()));
            if (!covers(standing, wanted)) {
                roles.put(after.roleName(), after.policyName(), after.document());
            }
        } catch (CallFailed failed) {
            // Two cases at once on one role with room for one: a revocation of the whole role is enough for both.
            if (!Refusals.isFull(failed) || coveredBy(after, wanted).isEmpty()) {
                throw new Refusals(roles, clock, plansRoom).explained(failed, after);
            }
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        Revocation wanted = after.revocation();
        return inPlace(after, wanted) || coveredBy(after, wanted).isPresent();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return new PolicyRelease(roles, clock.instant(), step).release();
    }

    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        return new PolicyRelease(roles, clock.instant(), step).force(drifted);
    }

    @Override
    public Optional<Holding> holding(Step step) {
        PolicyState.After after = PolicyState.After.of(step.after());
        return Optional.of(new Holding(Holding.Kind.ROLE_POLICY, after.roleName() + "/" + after.policyName()));
    }

    /** Then prune-revocations deletes the policy, sooner or later. */
    @Override
    public boolean isOver(Step step) {
        return PolicyState.After.of(step.after()).revocation().isExpired(clock.instant());
    }

    /** What to tell where the policy of another case contains what {@code step} is about, for want of room; else empty. */
    public Optional<String> remark(Step step) {
        PolicyState.After after = PolicyState.After.of(step.after());
        Revocation wanted = after.revocation();
        return inPlace(after, wanted)
                ? Optional.empty()
                : coveredBy(after, wanted)
                        .map(other -> "There was no room for " + after.policyName() + " on the role " + after.roleName()
                                + ": what it was to deny is denied by " + other
                                + ", the policy of another case, and comes free when that one is released.");
    }

    /** The name of another policy of ours that denies what is wanted. */
    private Optional<String> coveredBy(PolicyState.After after, Revocation wanted) {
        if (!plansRoom) {
            return Optional.empty();
        }
        try {
            return roles.revocations(after.roleName()).entrySet().stream()
                    .filter(each ->
                            each.getValue().covers(wanted) && !each.getValue().isAheadOf(clock.instant()))
                    .map(Map.Entry::getKey)
                    .findFirst();
        } catch (CallFailed _) {
            return Optional.empty();
        }
    }

    private boolean inPlace(PolicyState.After after, Revocation wanted) {
        return covers(roles.policy(after.roleName(), after.policyName()), wanted);
    }

    private boolean covers(Optional<String> standing, Revocation wanted) {
        return standing.flatMap(Revocation::read)
                .filter(found -> found.covers(wanted) && !found.isAheadOf(clock.instant()))
                .isPresent();
    }
}
