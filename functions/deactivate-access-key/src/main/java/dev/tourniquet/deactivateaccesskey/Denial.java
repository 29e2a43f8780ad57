package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.identity.PolicyState;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.UserDenial;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The policy of one case on a user: as it stands, and as it is to be.
 *
 * @param before the text that stands under the name
 * @param found the denial that it is, empty where it is something else
 * @param next the denial to be there
 * @param stands {@code next} is there already
 */
record Denial(
        String userName,
        String policyName,
        Optional<String> before,
        Optional<UserDenial> found,
        UserDenial next,
        boolean stands) {

    /**
     * The cut-off moves on for activity after it, and never back. A finding without a time would move it on every delivery,
     * and cut legitimate sessions each time; so it moves nothing.
     *
     * @param keyWorks the key is active: whatever stands, sessions can have been made with it until now
     */
    static Denial of(
            String policyName, Optional<String> before, User user, Finding finding, boolean keyWorks, Instant now) {
        Optional<UserDenial> found = before.flatMap(UserDenial::read).filter(each -> !each.isAheadOf(now));
        Revocation upToNow = Revocation.upTo(now, null);
        UserDenial wanted = UserDenial.of(upToNow, user.arn());
        Optional<UserDenial> standing = found.filter(each -> each.guards(wanted))
                .filter(each -> !keyWorks && !activeSince(each.cutOff(), finding.lastActivity()));
        // The clock of whoever wrote it may be a little ahead of ours.
        Revocation latest = found.map(UserDenial::sessions)
                .filter(each -> each.covers(upToNow))
                .orElse(upToNow);
        return new Denial(
                user.userName(),
                policyName,
                before,
                found,
                standing.orElseGet(() -> UserDenial.of(latest, user.arn())),
                standing.isPresent());
    }

    Step step(Phase phase) {
        DenyUser.After after = new DenyUser.After(userName, policyName, next.cutOff(), next.document());
        return new Step(DenyUser.NAME, userName, phase, PolicyState.before(before), Json.tree(after));
    }

    /** A policy under a name of ours that we did not write. */
    boolean replacesForeign() {
        return before.isPresent() && found.isEmpty();
    }

    /** For an outcome that leaves it as it is. */
    String standsBecause(Finding finding) {
        return "sessions issued before " + next.cutOff() + " are denied already, and "
                + (finding.lastActivity() == null
                        ? "the finding does not say when it last saw activity, so it counts as a recurrence"
                        : "the finding reports nothing since");
    }

    private static boolean activeSince(Instant cutOff, @Nullable Instant lastActivity) {
        return lastActivity != null && lastActivity.isAfter(cutOff);
    }
}
