package dev.tourniquet.deactivateaccesskey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Glimpses;
import dev.tourniquet.identity.PolicyState;
import dev.tourniquet.identity.UserDenial;
import dev.tourniquet.identity.Users;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the denying policy of a user, reads it back and takes it away again. Users are global: the Tourniquet of another
 * Region may have written the same policy meanwhile, with a later cut-off, which is never moved back; unless it lies in the
 * future.
 */
record DenyUser(Users users, InstantSource clock, Glimpses glimpses) implements StepAction {
    static final String NAME = "deny-user";

    DenyUser(Users users, InstantSource clock) {
        this(users, clock, new Glimpses(clock));
    }

    /** Of all inline policies of a user together, white space not counted. */
    private static final int QUOTA = 2_048;

    /**
     * What the step brings about. The document is kept as text, so that what is shown, stored and written is the same.
     *
     * @param cutOff sessions issued before are denied everything
     */
    record After(String userName, String policyName, Instant cutOff, String document) {
        static After of(Step step) {
            return Json.as(step.after(), After.class);
        }

        UserDenial denial() {
            return UserDenial.read(document)
                    .orElseThrow(() -> new IllegalStateException("the case holds a policy that is no denial of ours"));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return PolicyState.before(current(After.of(step)));
    }

    @Override
    public void look(Step step) {
        After after = After.of(step);
        glimpses.keep(after.userName(), after.policyName(), current(after));
    }

    @Override
    public void apply(Step step, String caseId) {
        After after = After.of(step);
        // Read first: what a case holds is written only if it denies.
        UserDenial wanted = after.denial();
        if (!covers(glimpses.take(after.userName(), after.policyName()).orElseGet(() -> current(after)), wanted)) {
            put(after);
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        After after = After.of(step);
        return covers(current(after), after.denial());
    }

    /**
     * Ours is every denial that goes no further than the one on record. The name is ours as well, so nothing but a denial is
     * put back under it: a policy that somebody planted there beforehand must not come back by our hand.
     */
    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        After after = After.of(step);
        UserDenial ours = after.denial();
        Optional<String> before = Optional.ofNullable(step.before()).flatMap(PolicyState::policy);
        Optional<UserDenial> earlier = before.flatMap(UserDenial::read).filter(ours::covers);
        Optional<String> current = current(after);
        if (current.isEmpty()) {
            return missing(after, earlier);
        }
        if (current.equals(before)) {
            return Restoration.alreadySo();
        }
        Optional<UserDenial> standing = current.flatMap(UserDenial::read);
        if (standing.filter(ours::covers).isEmpty()) {
            return drifted(after, ours, standing);
        }
        if (earlier.isPresent()) {
            users.put(after.userName(), after.policyName(), before.orElseThrow());
            return Restoration.restored("an earlier denial is back: sessions issued before "
                    + earlier.get().cutOff() + " stay denied");
        }
        users.delete(after.userName(), after.policyName());
        String open = "sessions of " + after.userName() + " issued before "
                + standing.orElseThrow().cutOff()
                + " work again until they expire, and the user can make itself keys and "
                + "a password again as far as its other policies allow";
        return before.isEmpty()
                ? Restoration.restored(open)
                : Restoration.kept(
                        "our policy is deleted, and " + open + "; what stood under the name " + after.policyName()
                                + " before was no denial of ours and is not put back: its text is in the case");
    }

    /** A denial that is another containment's stays. What somebody wrote in place of ours goes; its text is in the note. */
    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        After after = After.of(step);
        UserDenial ours = after.denial();
        Optional<String> before = Optional.ofNullable(step.before()).flatMap(PolicyState::policy);
        Optional<String> current = current(after);
        if (current.equals(before)) {
            return PolicyState.contradiction(after.policyName());
        }
        if (covers(current, ours)) {
            return drifted;
        }
        if (before.flatMap(UserDenial::read).filter(ours::covers).isPresent()) {
            users.put(after.userName(), after.policyName(), before.orElseThrow());
        } else {
            users.delete(after.userName(), after.policyName());
        }
        return Restoration.restored(current.map(PolicyState::replaced).orElse(""));
    }

    @Override
    public Optional<Holding> holding(Step step) {
        After after = After.of(step);
        return Optional.of(new Holding(Holding.Kind.USER_POLICY, after.userName() + "/" + after.policyName()));
    }

    private Restoration missing(After after, Optional<UserDenial> earlier) {
        if (users.find(after.userName()).isEmpty()) {
            return Restoration.gone();
        }
        return earlier.isEmpty()
                ? Restoration.alreadySo()
                : Restoration.drifted("somebody deleted the policy " + after.policyName()
                        + "; what stood under that name before the containment is not put back");
    }

    private Restoration drifted(After after, UserDenial ours, Optional<UserDenial> standing) {
        return Restoration.drifted(standing.filter(found -> found.covers(ours))
                .map(
                        found -> "the policy " + after.policyName()
                                + (found.isAheadOf(clock.instant())
                                        ? " has a cut-off in the future, " + found.cutOff()
                                                + ": it denies new sessions too and is no containment of ours; delete it by hand"
                                        : " has the later cut-off " + found.cutOff()
                                                + ": another containment stands there, perhaps of another Region; release that one"))
                .orElse("somebody changed the policy " + after.policyName()));
    }

    private void put(After after) {
        try {
            users.put(after.userName(), after.policyName(), after.document());
        } catch (CallFailed failed) {
            throw failed.code().equals("LimitExceeded") ? full(after, failed) : failed;
        }
    }

    /**
     * An older denial of the same user may deny nothing that this one would not. It is another case's all the same, whose
     * release looks for it: a person makes room by releasing that case.
     */
    private static CallFailed full(After after, CallFailed failed) {
        String code = "LimitExceeded: this policy has " + after.document().length()
                + " characters, and all inline policies of a user may have " + QUOTA
                + " together; look for other denials of the user (tourniquet-deny-*), which a release of their cases takes away; "
                + "or attach this one as a managed policy, or set a permissions boundary, as the runbook says";
        return new CallFailed(failed.action(), failed.resource(), code, failed.kind(), failed);
    }

    private boolean covers(Optional<String> standing, UserDenial wanted) {
        return standing.flatMap(UserDenial::read)
                .filter(found -> found.covers(wanted) && !found.isAheadOf(clock.instant()))
                .isPresent();
    }

    private Optional<String> current(After after) {
        return users.policy(after.userName(), after.policyName());
    }
}
