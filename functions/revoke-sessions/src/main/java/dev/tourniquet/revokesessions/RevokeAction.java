package dev.tourniquet.revokesessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the revoking policy, reads it back and takes it away again. Roles are global: the Tourniquet of another Region
 * may have written the same policy meanwhile, with a later cut-off, which is never moved back.
 */
record RevokeAction(String name, Roles roles) implements StepAction {
    /** For one instance's session. */
    static final String SESSION = "revoke-session";

    /** For all sessions of a role. */
    static final String ROLE = "revoke-role-sessions";

    @Override
    public JsonNode read(Step step) {
        return PolicyState.before(current(PolicyState.After.of(step.after())));
    }

    @Override
    public void apply(Step step, String caseId) {
        PolicyState.After after = PolicyState.After.of(step.after());
        if (!inPlace(after)) {
            roles.put(after.roleName(), after.policyName(), after.document());
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return inPlace(PolicyState.After.of(step.after()));
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        PolicyState.After after = PolicyState.After.of(step.after());
        Optional<String> before = Optional.ofNullable(step.before()).flatMap(PolicyState::policy);
        Optional<String> current = current(after);
        if (current.isEmpty()) {
            return missing(after, before);
        }
        Optional<Revocation> standing = current.flatMap(Revocation::read);
        if (!standing.equals(Optional.of(after.revocation()))) {
            return current.equals(before) ? Restoration.alreadySo() : drifted(after, standing);
        }
        if (before.isEmpty()) {
            roles.delete(after.roleName(), after.policyName());
            return Restoration.restored("sessions issued before " + after.cutOff() + " work again until they expire");
        }
        roles.put(after.roleName(), after.policyName(), before.get());
        return Restoration.restored(before.flatMap(Revocation::read)
                .map(earlier ->
                        "an earlier revocation is back: sessions issued before " + earlier.cutOff() + " stay denied")
                .orElse("the policy that had the name " + after.policyName() + " before is back"));
    }

    private Restoration missing(PolicyState.After after, Optional<String> before) {
        if (roles.find(after.roleName()).isEmpty()) {
            return Restoration.gone();
        }
        return before.isEmpty()
                ? Restoration.alreadySo()
                : Restoration.drifted("somebody deleted the policy " + after.policyName()
                        + "; what stood under that name before the containment is not put back");
    }

    private static Restoration drifted(PolicyState.After after, Optional<Revocation> standing) {
        return Restoration.drifted(standing.filter(found -> found.covers(after.revocation()))
                .map(found -> "the policy " + after.policyName() + " has the later cut-off " + found.cutOff()
                        + ": another containment stands there, perhaps of another Region; release that one")
                .orElse("somebody changed the policy " + after.policyName()));
    }

    private boolean inPlace(PolicyState.After after) {
        return current(after)
                .flatMap(Revocation::read)
                .filter(found -> found.covers(after.revocation()))
                .isPresent();
    }

    private Optional<String> current(PolicyState.After after) {
        return roles.policy(after.roleName(), after.policyName());
    }
}
