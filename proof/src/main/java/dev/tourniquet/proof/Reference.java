package dev.tourniquet.proof;

import dev.tourniquet.replay.world.Leftovers;
import dev.tourniquet.replay.world.WorldState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an account is compared with: itself before, as it is after a containment without a fault, and after its release.
 *
 * @param asked the options of the releases
 */
record Reference(
        WorldState before,
        SortedMap<String, String> untouched,
        SortedMap<String, String> contained,
        SortedMap<String, String> released,
        Set<String> asked) {

    /** What is done to keep evidence; an outcome says where it could not be. */
    private static final Pattern EVIDENCE = Pattern.compile(
            "snapshot |(instance|volume) \\S+, (tags|termination protection|shutdown behaviour|delete .+ on termination):");

    /** The group through which interfaces are moved to cut their connections; an outcome says where that was not done. */
    private static final Pattern CONNECTION_CUT = Pattern.compile("security group tourniquet-connection-cut");

    private static final Pattern REVOCATION = Pattern.compile("^role \\S+, policy tourniquet-revoke-");

    private static final Pattern OPENED = Pattern.compile("groups: \\[tourniquet-connection-cut\\w*\\]");

    static Reference of(WorldState before, WorldState contained, Set<String> asked) {
        SortedMap<String, String> untouched = Accounts.aspects(before);
        return new Reference(before, untouched, Accounts.aspects(contained, before), untouched, asked);
    }

    /** With the account after a release; members of an Auto Scaling group are back then, besides their replacements. */
    Reference with(WorldState afterRelease) {
        return new Reference(before, untouched, contained, Accounts.aspects(afterRelease, before), asked);
    }

    /**
     * What is neither as before, nor as contained, nor as released.
     *
     * @param died whether a process has just died: one that dies between opening an interface to cut its connections and closing
     *     it leaves it open until the event comes again; nothing can be done about that
     */
    List<String> strays(WorldState now, boolean died) {
        return Accounts.strays(List.of(untouched, contained, released), Accounts.aspects(now, before)).stream()
                .filter(stray -> !(died && OPENED.matcher(stray).find()))
                .toList();
    }

    /** What is not as contained. Revocations that deny nobody any more may have been left; no outcome is about them. */
    List<String> uncontained(WorldState now) {
        SortedMap<String, String> found = new TreeMap<>(Accounts.aspects(now, before));
        found.keySet()
                .removeIf(name ->
                        REVOCATION.matcher(name).find() && untouched.containsKey(name) && !contained.containsKey(name));
        return Accounts.differences(contained, found);
    }

    /** Whether a difference is one of the group for cutting connections, in which nobody is. */
    static boolean isOfTheConnectionCut(String difference) {
        return CONNECTION_CUT.matcher(difference).lookingAt();
    }

    /** Whether a difference is one of evidence only. */
    static boolean isOfEvidence(String difference) {
        return EVIDENCE.matcher(difference).lookingAt();
    }

    /** What is not as before although all was released. */
    List<String> unreleased(WorldState now, Instant at) {
        return new Leftovers(before, now, asked, at)
                .faults().stream().map(fault -> "released, " + fault).toList();
    }
}
