package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the revoking policy, reads it back and takes it away again. Roles are global: the Tourniquet of another Region
 * may have written the same policy meanwhile, with a later cut-off, which is never moved back; unless it lies in the future.
 */
public record RevokeAction(String name, Roles roles, InstantSource clock) implements StepAction {
    /** For one instance's session. */
    public static final String SESSION = "revoke-session";

    /** For all sessions of a role. */
    public static final String ROLE = "revoke-role-sessions";

    @Override
    public JsonNode read(Step step) {
        return PolicyState.before(current(PolicyState.After.of(step.after())));
    }

    @Override
    public void apply(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        // Read first: what a case holds is written only if it revokes.
        Revocation wanted = after.revocation();
        if (!inPlace(after, wanted)) {
            roles.put(after.roleName(), after.policyName(), after.document());
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        return inPlace(after, after.revocation());
    }

    /**
     * Ours is every revocation that goes no further than the one on record: when the cut-off was to be moved on and could
     * not be, the one before still stands. The name is ours as well, so nothing but a revocation is put back under it: a
     * policy that somebody planted there beforehand must not come back by our hand.
     */
    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        PolicyState.After after = PolicyState.After.of(step.after());
        Revocation ours = after.revocation();
        Optional<String> before = Optional.ofNullable(step.before()).flatMap(PolicyState::policy);
        Optional<Revocation> earlier = before.flatMap(Revocation::read).filter(ours::covers);
        Optional<String> current = current(after);
        if (current.isEmpty()) {
            return missing(after, earlier);
        }
        if (current.equals(before)) {
            return Restoration.alreadySo();
        }
        Optional<Revocation> standing = current.flatMap(Revocation::read);
        if (standing.filter(ours::covers).isEmpty()) {
            return drifted(after, standing);
        }
        if (earlier.isPresent()) {
            roles.put(after.roleName(), after.policyName(), before.orElseThrow());
            return Restoration.restored("an earlier revocation is back: sessions issued before "
                    + earlier.get().cutOff() + " stay denied");
        }
        roles.delete(after.roleName(), after.policyName());
        String open = "sessions issued before " + standing.orElseThrow().cutOff() + " work again until they expire";
        return before.isEmpty()
                ? Restoration.restored(open)
                : Restoration.kept("our policy is deleted, and " + open + "; what stood under the name "
                        + after.policyName()
                        + " before was no revocation of ours and is not put back: its text is in the case");
    }

    private Restoration missing(PolicyState.After after, Optional<Revocation> earlier) {
        if (roles.find(after.roleName()).isEmpty()) {
            return Restoration.gone();
        }
        return earlier.isEmpty()
                ? Restoration.alreadySo()
                : Restoration.drifted("somebody deleted the policy " + after.policyName()
                        + "; what stood under that name before the containment is not put back");
    }

    private Restoration drifted(PolicyState.After after, Optional<Revocation> standing) {
        return Restoration.drifted(standing.filter(found -> found.covers(after.revocation()))
                .map(
                        found -> "the policy " + after.policyName()
                                + (found.isAheadOf(clock.instant())
                                        ? " has a cut-off in the future, " + found.cutOff()
                                                + ": it denies new sessions too and is no containment of ours; delete it by hand"
                                        : " has the later cut-off " + found.cutOff()
                                                + ": another containment stands there, perhaps of another Region; release that one"))
                .orElse("somebody changed the policy " + after.policyName()));
    }

    private boolean inPlace(PolicyState.After after, Revocation wanted) {
        return current(after)
                .flatMap(Revocation::read)
                .filter(found -> found.covers(wanted) && !found.isAheadOf(clock.instant()))
                .isPresent();
    }

    private Optional<String> current(PolicyState.After after) {
        return roles.policy(after.roleName(), after.policyName());
    }
}
