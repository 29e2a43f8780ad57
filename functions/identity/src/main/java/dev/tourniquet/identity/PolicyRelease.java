package dev.tourniquet.identity;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes one revocation back. Ours is every revocation that goes no further than the one on record: when the cut-off was to
 * be moved on and could not be, the one before still stands. The name is ours as well, so nothing but a revocation is put
 * back under it: a policy that somebody planted there beforehand must not come back by our hand.
 * Nor does a release deny more than what it finds.
 */
final class PolicyRelease {
    private final Roles roles;
    private final Instant now;
    private final PolicyState.After after;
    private final Revocation ours;
    private final Optional<String> before;
    private final List<Revocation> written;

    PolicyRelease(Roles roles, Instant now, Step step) {
        this.roles = roles;
        this.now = now;
        after = PolicyState.After.of(step.after());
        ours = after.revocation();
        before = Optional.ofNullable(step.before()).flatMap(PolicyState::policy);
        written = step.before() == null ? List.of() : PolicyState.written(step.before());
    }

    Restoration release() {
        Restoration restoration = restore();
        return restoration.kind() == Restoration.Kind.GONE || restoration.kind() == Restoration.Kind.DRIFTED
                ? restoration
                : new Restoration(restoration.kind(), restoration.note() + othersInForce(restoration.note()));
    }

    /** What else stands on the role, so that nobody takes a session for free which another case denies. */
    private String othersInForce(String note) {
        String and = note.isEmpty() ? "" : "; ";
        try {
            List<String> others = roles.revocations(after.roleName()).entrySet().stream()
                    .filter(each -> !each.getValue().isExpired(now))
                    .map(each ->
                            each.getKey() + " (" + (each.getValue().userId() == null ? "all sessions" : "one session")
                                    + " from before " + each.getValue().cutOff() + ")")
                    .toList();
            return others.isEmpty()
                    ? ""
                    : and + "what these deny on the role stays denied: " + String.join(", ", others);
        } catch (CallFailed failed) {
            return and + "whether other revocations stand on the role could not be read: " + failed.getMessage();
        }
    }

    /**
     * Puts the earlier revocation, or nothing, in the place of what somebody made of the policy since. One that is another
     * containment's stays.
     */
    Restoration force(Restoration drifted) {
        Optional<String> current = roles.policy(after.roleName(), after.policyName());
        if (current.equals(before)) {
            return PolicyState.contradiction(after.policyName());
        }
        Optional<Revocation> standing = current.flatMap(Revocation::read);
        if (standing.filter(found -> found.covers(ours) && !found.isAheadOf(now))
                .isPresent()) {
            return drifted;
        }
        if (earlier().isPresent()) {
            roles.put(after.roleName(), after.policyName(), before.orElseThrow());
        } else {
            roles.delete(after.roleName(), after.policyName());
        }
        String note = Stream.of(
                        current.map(PolicyState::replaced),
                        before.filter(_ -> earlier().isEmpty())
                                .map(
                                        _ ->
                                                "what stood there before the containment is not put back: its text is in the case"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return Restoration.restored(note + othersInForce(note));
    }

    private Restoration restore() {
        Optional<String> current = roles.policy(after.roleName(), after.policyName());
        if (current.isEmpty()) {
            return missing();
        }
        if (current.equals(before)) {
            return Restoration.alreadySo();
        }
        Optional<Revocation> found = current.flatMap(Revocation::read);
        return found.filter(each -> ours.covers(each) || written.contains(each))
                .map(this::takeBack)
                .orElseGet(() -> drifted(found));
    }

    private Restoration takeBack(Revocation standing) {
        Optional<Revocation> earlier = earlier().filter(standing::covers);
        if (earlier.isPresent()) {
            roles.put(after.roleName(), after.policyName(), before.orElseThrow());
            return Restoration.restored(
                    "an earlier revocation is back: sessions issued before "
                            + earlier.get().cutOff()
                            + " stay denied until the containment that wrote it is released, again where it was released meanwhile");
        }
        roles.delete(after.roleName(), after.policyName());
        String open = "sessions issued before " + standing.cutOff() + " work again until they expire";
        boolean over = before.flatMap(Revocation::read)
                .filter(found -> found.isExpired(now))
                .isPresent();
        return before.isEmpty() || over
                ? Restoration.restored(open)
                : Restoration.kept("our policy is deleted, and " + open + "; what stood under the name "
                        + after.policyName()
                        + " before was not what this case may put back: its text is in the case");
    }

    private Restoration missing() {
        if (roles.find(after.roleName()).isEmpty()) {
            return Restoration.gone();
        }
        if (ours.isExpired(now)) {
            return new Restoration(
                    Restoration.Kind.ALREADY_SO, "it denied nobody any more: every session that it denied has expired");
        }
        return earlier().isEmpty()
                ? Restoration.alreadySo()
                : Restoration.drifted("somebody deleted the policy " + after.policyName()
                        + "; what stood before the containment is not put back: its text is in the case");
    }

    private Restoration drifted(Optional<Revocation> standing) {
        String name = after.policyName();
        return Restoration.drifted(standing.filter(found -> found.covers(ours))
                .map(
                        found -> "the policy " + name
                                + (found.isAheadOf(now)
                                        ? " has a cut-off in the future, " + found.cutOff()
                                                + ": it denies new sessions too and is no containment of ours; delete it by hand"
                                        : " has the later cut-off " + found.cutOff()
                                                + ": another containment stands there, perhaps of another Region; release that one"))
                .orElse("somebody changed the policy " + name));
    }

    private Optional<Revocation> earlier() {
        return before.flatMap(Revocation::read).filter(ours::covers).filter(found -> !found.isExpired(now));
    }
}
