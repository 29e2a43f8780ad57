package dev.tourniquet.revokesessions;

import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.InlinePolicies;
import dev.tourniquet.identity.Printable;
import dev.tourniquet.identity.SessionNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** Whom a revocation hits besides the attacker. */
final class BlastRadius {
    private static final int SHOWN = 10;

    private final RoleSession session;
    private final Role role;
    private final Trust trust;

    BlastRadius(RoleSession session, Role role, Trust trust) {
        this.session = session;
        this.role = role;
        this.trust = trust;
    }

    /** Of a revocation that goes as far as {@code extent}. */
    List<String> of(Extent extent, Told<List<String>> profiles) {
        return extent.wholeRole()
                ? List.of(
                        "All sessions of the role " + role.roleName() + " that were issued until now are cut.",
                        instances(profiles),
                        assumers(),
                        lastUse())
                : List.of("Only the session " + SessionNames.name(session) + " of the role " + role.roleName()
                        + " is cut; the role's other sessions go on.");
    }

    /** The same, where it goes further than was wanted. */
    List<String> widened(int taken, Told<List<String>> profiles) {
        List<String> sentences = new ArrayList<>();
        sentences.add(full(taken) + ", so all sessions are revoked instead of one.");
        sentences.addAll(of(new Extent(true, false), profiles));
        return sentences;
    }

    /** Why a session is not revoked by itself. */
    static String full(int taken) {
        return "The role's inline policies are full (" + InlinePolicies.filled(taken) + ")";
    }

    private static String instances(Told<List<String>> profiles) {
        return switch (profiles) {
            case Told.Unknown<List<String>>(String why) ->
                "Which instance profiles hold the role could not be read: " + why + ".";
            case Told.Known<List<String>>(List<String> names)
            when names.isEmpty() -> "No instance profile holds the role.";
            case Told.Known<List<String>>(List<String> names) ->
                "Every instance with one of these instance profiles, which hold the role: "
                        + listed(names, Printable::of) + ".";
        };
    }

    private String assumers() {
        if (!trust.isKnown()) {
            return "Who may assume the role could not be told from its trust policy.";
        }
        List<Assumer> assumers = trust.assumers();
        return assumers.isEmpty()
                ? "The trust policy lets nobody assume the role now."
                : "Whoever has assumed the role loses the sessions of until now. Those who may: "
                        + listed(assumers, Assumer::shown) + ".";
    }

    private String lastUse() {
        RoleLastUsed last = role.roleLastUsed();
        if (last == null || last.lastUsedDate() == null) {
            return "IAM knows of no use of the role in the last 400 days, as far back as it looks.";
        }
        return "The role was last used at " + last.lastUsedDate()
                + (last.region() == null ? "" : " in " + Printable.of(last.region()))
                + ", as far as IAM knows: it looks back 400 days and can be four hours behind.";
    }

    /** The first of {@code all}, and how many there are more. */
    static <T> String listed(List<T> all, Function<T, String> shown) {
        List<String> texts =
                new ArrayList<>(all.stream().limit(SHOWN).map(shown).toList());
        if (all.size() > SHOWN) {
            texts.add("and " + (all.size() - SHOWN) + " more");
        }
        return String.join("; ", texts);
    }
}
