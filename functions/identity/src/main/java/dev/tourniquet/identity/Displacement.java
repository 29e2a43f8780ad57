package dev.tourniquet.identity;

import dev.tourniquet.concurrent.SideBySide;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a revocation of a whole role in place of our policies on single sessions, where there is no room for both. None
 * of these sessions is let go for a moment:
 *
 * <ol>
 *   <li>One of the policies is replaced by the document, which is shorter and denies what that one and all others deny.
 *   <li>The others are deleted.
 *   <li>The document gets the name of its case, and the replaced policy is deleted; unless there is no room for both.
 * </ol>
 *
 * <p>What was changed since it was put on record stays as it is.
 */
final class Displacement {
    private static final int AT_ONCE = 4;

    private final Roles roles;
    private final PolicyState.After after;
    private final Map<String, String> displaced;

    /** @param displaced the texts on record, by name */
    Displacement(Roles roles, PolicyState.After after, Map<String, String> displaced) {
        this.roles = roles;
        this.after = after;
        this.displaced = displaced;
    }

    /** Writes the document under its name. */
    void write() {
        if (after.under() != null) {
            replace(after.under());
            return;
        }
        Optional<String> host = after.displaces().stream().filter(this::replace).findFirst();
        host.ifPresent(this::clearBut);
        roles.put(after.roleName(), after.policyName(), after.document());
    }

    /** Deletes what the document stands for now. */
    void clear() {
        clearBut(after.standsIn());
    }

    private boolean replace(String name) {
        Optional<String> current = roles.policy(after.roleName(), name);
        if (current.filter(after.document()::equals).isPresent()) {
            return true;
        }
        boolean asRecorded = current.isPresent() && current.get().equals(displaced.get(name));
        if (asRecorded) {
            roles.put(after.roleName(), name, after.document());
        }
        return asRecorded;
    }

    private void clearBut(String kept) {
        List<String> going =
                after.displaces().stream().filter(name -> !name.equals(kept)).toList();
        try (SideBySide threads = SideBySide.atMost(AT_ONCE)) {
            threads.map(going, this::delete);
        }
    }

    private Roles.Deletion delete(String name) {
        Roles.Deletion deletion = roles.deleteUnchanged(after.roleName(), name, after.document());
        String recorded = displaced.get(name);
        return deletion == Roles.Deletion.CHANGED && recorded != null
                ? roles.deleteUnchanged(after.roleName(), name, recorded)
                : deletion;
    }
}
