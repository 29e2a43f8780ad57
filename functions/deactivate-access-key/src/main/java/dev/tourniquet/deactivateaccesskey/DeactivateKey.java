package dev.tourniquet.deactivateaccesskey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Set;

/**
 * Switches a key off, and on again only where that is asked for by name. A key that is gone is off; but it is gone only where
 * IAM does not name an owner for it any more either.
 */
record DeactivateKey(AccessKeys keys) implements StepAction {
    static final String NAME = "deactivate-key";

    /** The option of a release that switches a key on again. */
    static final String REACTIVATE = "reactivate-key";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return Json.tree(current(step));
    }

    @Override
    public void apply(Step step, String caseId) {
        KeyState off = KeyState.of(step.after()).with(KeyState.INACTIVE);
        if (!keys.update(off) && keys.owner(off.accessKeyId()) instanceof Ownership.Of owner) {
            throw notTheOwners(off, owner.userName());
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        KeyState current = current(step);
        return current.status().equals(KeyState.GONE)
                ? keys.owner(current.accessKeyId()) instanceof Ownership.Unknown
                : !current.isActive();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        KeyState current = current(step);
        boolean wasActive = step.before() != null && KeyState.of(step.before()).isActive();
        if (current.status().equals(KeyState.GONE)) {
            return Restoration.gone();
        }
        if (current.isActive()) {
            String since = "somebody reactivated the key " + current.accessKeyId() + " since";
            return wasActive
                    ? new Restoration(Restoration.Kind.ALREADY_SO, since + ": whoever took it can use it")
                    : Restoration.drifted(since + ", although it was inactive before the containment");
        }
        if (!wasActive) {
            return Restoration.alreadySo();
        }
        if (!options.contains(REACTIVATE)) {
            return Restoration.kept("the key " + current.accessKeyId()
                    + " stays inactive: whoever took it still has it. Create a new key for what needs one and delete this one; "
                    + "the option " + REACTIVATE + " switches it on all the same");
        }
        return keys.update(current.with(KeyState.ACTIVE))
                ? Restoration.restored("the key " + current.accessKeyId()
                        + " is active again, for whoever took it as well: replace it by a new one soon")
                : Restoration.gone();
    }

    /** What drifted is a key that was inactive before. */
    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        return keys.update(current(step).with(KeyState.INACTIVE)) ? Restoration.restored() : Restoration.gone();
    }

    /** One of IAM's answers is out of date; the key may be active at somebody else. */
    private static CallFailed notTheOwners(KeyState key, String owner) {
        return new CallFailed(
                        "iam:UpdateAccessKey",
                        key.userName() + "/" + key.accessKeyId(),
                        "NoSuchEntity",
                        CallFailed.Kind.RETRYABLE,
                        null)
                .explained(
                        ", although IAM names " + owner + " as the owner of the key",
                        "Ask again whose the key " + key.accessKeyId()
                                + " is (aws iam get-access-key-last-used), and deactivate it by hand, as the runbook says.");
    }

    private KeyState current(Step step) {
        KeyState after = KeyState.of(step.after());
        return keys.state(after.userName(), after.accessKeyId());
    }
}
