package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Writes the revoking policy, reads it back and takes it away again. Roles are global: the Tourniquet of another Region
 * may have written the same policy meanwhile, with a later cut-off, which is never moved back; unless it lies in the future.
 *
 * @param plansRoom whether another delivery would make room on a role whose inline policies are full
 */
public record RevokeAction(String name, Roles roles, InstantSource clock, boolean plansRoom) implements StepAction {
    /** For one instance's session. */
    public static final String SESSION = "revoke-session";

    /** For all sessions of a role. */
    public static final String ROLE = "revoke-role-sessions";

    /** For a response that never makes room. */
    public RevokeAction(String name, Roles roles, InstantSource clock) {
        this(name, roles, clock, false);
    }

    @Override
    public JsonNode read(Step step) {
        PolicyState.After after = PolicyState.After.of(step.after());
        return PolicyState.before(
                roles.policy(after.roleName(), after.policyName()),
                roles.policies(after.roleName(), after.displaces()));
    }

    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return PolicyState.joined(first, later);
    }

    @Override
    public void apply(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        // Read first: what a case holds is written only if it revokes.
        Revocation wanted = after.revocation();
        Map<String, String> displaced = step.before() == null ? Map.of() : PolicyState.displaced(step.before());
        Displacement displacement = new Displacement(roles, after, displaced);
        try {
            if (!inPlace(after, wanted)) {
                displacement.write();
            }
            // What the document stands for is deleted only where it stands.
            if (!after.displaces().isEmpty() && inPlace(after, wanted)) {
                displacement.clear();
            }
        } catch (CallFailed failed) {
            // Two cases that make room on one role at once: one revocation of the whole role is enough for both.
            if (!Refusals.isFull(failed) || !isCoveredByAnother(after, wanted)) {
                throw new Refusals(roles, clock, plansRoom).explained(failed, after);
            }
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        Revocation wanted = after.revocation();
        return inPlace(after, wanted) || isCoveredByAnother(after, wanted);
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return new PolicyRelease(roles, clock.instant(), step).release();
    }

    private boolean isCoveredByAnother(PolicyState.After after, Revocation wanted) {
        try {
            return plansRoom
                    && roles.revocations(after.roleName()).values().stream()
                            .anyMatch(found -> found.covers(wanted) && !found.isAheadOf(clock.instant()));
        } catch (CallFailed _) {
            return false;
        }
    }

    private boolean inPlace(PolicyState.After after, Revocation wanted) {
        return roles.policy(after.roleName(), after.standsIn())
                .flatMap(Revocation::read)
                .filter(found -> found.covers(wanted) && !found.isAheadOf(clock.instant()))
                .isPresent();
    }
}
