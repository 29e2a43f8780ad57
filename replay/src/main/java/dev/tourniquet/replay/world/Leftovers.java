package dev.tourniquet.replay.world;

import dev.tourniquet.replay.world.WorldState.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a containment and its release leave behind on purpose from what they should not. */
public final class Leftovers {
    /** The tags of the groups that Tourniquet makes; the names alone somebody else may have taken. */
    private static final Set<String> OWN_GROUPS =
            Set.of("tourniquet:quarantine=true", "tourniquet:connection-cut=true");

    private static final Pattern CUT_OFF = Pattern.compile("\"aws:TokenIssueTime\":\"([^\"]+)\"");

    /** Of a role: sessions that were issued longer ago have expired. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final WorldState before;
    private final WorldState after;
    private final Set<String> asked;
    private final Instant now;

    /**
     * Compares {@code after} with {@code before}.
     *
     * @param asked the options of the release
     * @param now when it was released
     */
    public Leftovers(WorldState before, WorldState after, Set<String> asked, Instant now) {
        this.before = before;
        this.after = after;
        this.asked = Set.copyOf(asked);
        this.now = now;
    }

    /** Why {@code difference} is no fault, or empty where it is one. */
    public Optional<String> reason(Difference difference) {
        String resource = difference.resource();
        SortedMap<String, String> aspects = after.resources().getOrDefault(resource, new TreeMap<>());
        boolean added = !before.resources().containsKey(resource);
        if (resource.startsWith("security group ")
                && OWN_GROUPS.stream().anyMatch(aspects.getOrDefault("tags", "")::contains)) {
            return Optional.of("a group of ours stays for the next time");
        }
        if (added && resource.startsWith("snapshot ")) {
            return Optional.of("evidence stays");
        }
        if (!asked.contains("rejoin-auto-scaling-group") && ofAutoScaling(difference)) {
            return Optional.of("rejoining an Auto Scaling group has to be asked for");
        }
        if (resource.startsWith("role ") && prunedRevocation(difference)) {
            return Optional.of("it revoked sessions that have all expired, and had to make room");
        }
        if (resource.startsWith("Auto Scaling group ") && isMemberAgain(resource)) {
            return Optional.of("its members of before are back, besides their replacements");
        }
        if (!asked.contains("reactivate-key") && switchedOff(difference)) {
            return Optional.of("reactivating a key has to be asked for");
        }
        if (added && replacement(resource, aspects)) {
            return Optional.of("its Auto Scaling group launched a replacement");
        }
        return Optional.empty();
    }

    /** Differences that are no fault, with the reason. */
    public List<String> kept() {
        return before.differences(after).stream()
                .flatMap(difference -> reason(difference).map(reason -> difference + " (" + reason + ")").stream())
                .toList();
    }

    /** Differences that are. */
    public List<String> faults() {
        return before.differences(after).stream()
                .filter(difference -> reason(difference).isEmpty())
                .map(Difference::toString)
                .toList();
    }

    private static boolean ofAutoScaling(Difference difference) {
        return difference.resource().startsWith("Auto Scaling group ")
                || difference.aspect().equals("Auto Scaling group");
    }

    private boolean prunedRevocation(Difference difference) {
        Matcher cutOff = CUT_OFF.matcher(difference.before());
        return difference.aspect().startsWith("policy tourniquet-revoke-")
                && difference.after().equals("nothing")
                && cutOff.find()
                && Instant.parse(cutOff.group(1)).isBefore(now.minus(LONGEST_SESSION));
    }

    /** Whether every member of before is one, in the state of before. */
    private boolean isMemberAgain(String group) {
        return members(after, group).containsAll(members(before, group));
    }

    private static Set<String> members(WorldState state, String group) {
        String listed = state.resources().getOrDefault(group, new TreeMap<>()).getOrDefault("members", "[]");
        return Set.of(listed.substring(1, listed.length() - 1).split(", "));
    }

    private static boolean switchedOff(Difference difference) {
        return difference.resource().startsWith("user ")
                && difference.aspect().startsWith("key ")
                && difference.after().equals("Inactive");
    }

    private boolean replacement(String resource, SortedMap<String, String> aspects) {
        String holder = aspects.getOrDefault("attached to", "");
        String instance = holder.isEmpty() ? resource : "instance " + holder;
        return !before.resources().containsKey(instance)
                && !after.resources()
                        .getOrDefault(instance, new TreeMap<>())
                        .getOrDefault("Auto Scaling group", "none")
                        .equals("none");
    }
}
