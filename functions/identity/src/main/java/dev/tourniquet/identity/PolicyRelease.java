package dev.tourniquet.identity;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes one revocation back. Ours is every revocation that goes no further than the one on record: when the cut-off was to
 * be moved on and could not be, the one before still stands. The name is ours as well, so nothing but a revocation is put
 * back under it: a policy that somebody planted there beforehand must not come back by our hand.
 *
 * <p>Policies on other sessions that were displaced come back in the reverse order of {@link Displacement}: one of their
 * names holds the document of the whole role until all others are there, so that none of those sessions is let go.
 */
final class PolicyRelease {
    private final Roles roles;
    private final Instant now;
    private final PolicyState.After after;
    private final Revocation ours;
    private final Optional<String> before;
    private final SortedMap<String, String> displaced = new TreeMap<>();

    PolicyRelease(Roles roles, Instant now, Step step) {
        this.roles = roles;
        this.now = now;
        after = PolicyState.After.of(step.after());
        ours = after.revocation();
        before = Optional.ofNullable(step.before()).flatMap(PolicyState::policy);
        if (step.before() != null) {
            displaced.putAll(PolicyState.displaced(step.before()));
        }
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

    private Restoration restore() {
        Map<String, String> there = roles.policies(after.roleName(), names());
        Optional<String> current = Optional.ofNullable(there.get(after.policyName()));
        boolean hosted = displaced.keySet().stream().anyMatch(name -> holdsOurs(there.get(name)));
        Optional<Revocation> standing = current.flatMap(Revocation::read).filter(ours::covers);
        boolean written = standing.isPresent() && !current.equals(before);
        if (!written && !hosted) {
            return untouched(current, there);
        }
        List<String> back = returning(there);
        Optional<String> host = back.stream()
                .filter(name -> holdsOurs(there.get(name)))
                .findFirst()
                .or(() -> back.stream().findFirst());
        host.filter(name -> !holdsOurs(there.get(name))).ifPresent(name -> put(name, after.document()));
        Restoration own = written
                ? takeBack(standing.get())
                : Restoration.restored("sessions issued before " + ours.cutOff() + " work again until they expire");
        back.stream().filter(name -> !Optional.of(name).equals(host)).forEach(this::putBack);
        displaced.keySet().stream()
                .filter(name -> !back.contains(name) && holdsOurs(there.get(name)))
                .forEach(name -> roles.deleteUnchanged(after.roleName(), name, after.document()));
        host.ifPresent(this::putBack);
        return back.isEmpty()
                ? own
                : new Restoration(
                        own.kind(),
                        own.note() + "; back are the revocations that made room for it, " + String.join(", ", back)
                                + ": release their cases again where they were released meanwhile");
    }

    /** Those that deny somebody still and are not there, the ones that hold our document included. */
    private List<String> returning(Map<String, String> there) {
        return displaced.entrySet().stream()
                .filter(each -> Revocation.read(each.getValue())
                        .filter(found -> !found.isExpired(now))
                        .isPresent())
                .map(Map.Entry::getKey)
                .filter(name -> !there.containsKey(name) || holdsOurs(there.get(name)))
                .toList();
    }

    private Restoration takeBack(Revocation standing) {
        Optional<Revocation> earlier = earlier();
        if (earlier.isPresent()) {
            put(after.policyName(), before.orElseThrow());
            return Restoration.restored("an earlier revocation is back: sessions issued before "
                    + earlier.get().cutOff() + " stay denied");
        }
        roles.delete(after.roleName(), after.policyName());
        String open = "sessions issued before " + standing.cutOff() + " work again until they expire";
        return before.isEmpty()
                ? Restoration.restored(open)
                : Restoration.kept("our policy is deleted, and " + open + "; what stood under the name "
                        + after.policyName()
                        + " before was no revocation of ours and is not put back: its text is in the case");
    }

    private Restoration untouched(Optional<String> current, Map<String, String> there) {
        String name = after.standsIn();
        Optional<String> found = after.under() == null ? current : Optional.ofNullable(there.get(name));
        if (found.isEmpty()) {
            return missing(name, there);
        }
        boolean asBefore =
                after.under() == null ? found.equals(before) : found.get().equals(displaced.get(name));
        return asBefore ? Restoration.alreadySo() : drifted(name, Revocation.read(found.get()));
    }

    private Restoration missing(String name, Map<String, String> there) {
        if (roles.find(after.roleName()).isEmpty()) {
            return Restoration.gone();
        }
        if (ours.isExpired(now)) {
            return new Restoration(
                    Restoration.Kind.ALREADY_SO, "it denied nobody any more: every session that it denied has expired");
        }
        List<String> lost = new ArrayList<>(returning(there));
        earlier().ifPresent(_ -> lost.addFirst(after.policyName()));
        return lost.isEmpty()
                ? Restoration.alreadySo()
                : Restoration.drifted("somebody deleted the policy " + name
                        + "; what stood before the containment is not put back: " + String.join(", ", lost));
    }

    private Restoration drifted(String name, Optional<Revocation> standing) {
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
        return before.flatMap(Revocation::read).filter(ours::covers);
    }

    private boolean holdsOurs(String text) {
        return after.document().equals(text);
    }

    private void putBack(String name) {
        put(name, displaced.getOrDefault(name, ""));
    }

    private void put(String name, String document) {
        roles.put(after.roleName(), name, document);
    }

    private List<String> names() {
        return Stream.concat(Stream.of(after.policyName(), after.standsIn()), displaced.keySet().stream())
                .distinct()
                .toList();
    }
}
