package dev.tourniquet.proof;

import dev.tourniquet.replay.world.WorldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares accounts in which the same was done at different times: ids of what was made and times of day are taken out,
 * and of what has no name only the number counts.
 */
final class Accounts {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern CASE = Pattern.compile("(isolate-instance/i-\\w+)/\\d+");
    private static final Pattern ID = Pattern.compile("(instance|network interface|volume|snapshot) ([a-z]+-\\w+)");
    private static final Pattern LIST = Pattern.compile("\\[([^\\[\\]{}]*)\\]");

    /** The name of a group, without the number of one of several that have it. */
    private static final Pattern GROUP = Pattern.compile("security group (.+?)(?: \\d+)?, [^,]+");

    /** One of several quarantine groups is as good as another. */
    private static final Pattern QUARANTINE = Pattern.compile("tourniquet-quarantine(?:-\\d+)?");

    private Accounts() {}

    /** Each aspect of each resource by its name; of an account in which nothing was made. */
    static SortedMap<String, String> aspects(WorldState state) {
        return aspects(state, state);
    }

    /**
     * Each aspect of each resource by its name. What was made since {@code before} and has no name of its own is called new, and
     * numbered.
     */
    static SortedMap<String, String> aspects(WorldState state, WorldState before) {
        return aspects(withoutPassedOver(state, before), names(state, before));
    }

    private static SortedMap<String, String> aspects(
            SortedMap<String, SortedMap<String, String>> resources, Map<String, String> names) {
        Map<String, List<SortedMap<String, String>>> alike = new TreeMap<>();
        resources.forEach((resource, aspects) -> {
            SortedMap<String, String> named = new TreeMap<>();
            aspects.forEach((aspect, value) -> named.put(aspect, sorted(named(value, names))));
            alike.computeIfAbsent(named(resource, names), _ -> new ArrayList<>())
                    .add(named);
        });
        SortedMap<String, String> all = new TreeMap<>();
        alike.forEach((name, same) -> {
            same.sort(Comparator.comparing(Object::toString));
            for (int i = 0; i < same.size(); i++) {
                String numbered = isNumbered(name) || same.size() > 1 ? name + " " + (i + 1) : name;
                same.get(i).forEach((aspect, value) -> all.put(numbered + ", " + aspect, value));
            }
        });
        return all;
    }

    /** Whether the first of these has a number even while it is alone. There is a group of ours for each VPC, all of one name. */
    private static boolean isNumbered(String name) {
        return name.endsWith(" new") || name.startsWith("security group tourniquet-");
    }

    /**
     * Without quarantine groups that could not be emptied, whoever made them: another was made and used in their place, and is as good. One
     * in which somebody is stays.
     */
    private static SortedMap<String, SortedMap<String, String>> withoutPassedOver(WorldState state, WorldState before) {
        SortedMap<String, SortedMap<String, String>> left = new TreeMap<>(state.resources());
        List<String> ours = left.keySet().stream()
                .filter(resource -> isQuarantine(left.get(resource).get("name")))
                .toList();
        List<String> used = ours.stream().filter(group -> isUsed(group, state)).toList();
        if (used.stream().anyMatch(group -> !before.resources().containsKey(group))) {
            left.keySet().removeIf(group -> ours.contains(group) && !used.contains(group));
        }
        return left;
    }

    private static boolean isQuarantine(@Nullable String name) {
        return name != null && QUARANTINE.matcher(name).matches();
    }

    private static boolean isUsed(String group, WorldState state) {
        String id = group.substring(group.lastIndexOf(' ') + 1);
        return state.resources().values().stream()
                .anyMatch(aspects -> aspects.getOrDefault("groups", "").contains(id));
    }

    private static Map<String, String> names(WorldState state, WorldState before) {
        Map<String, String> names = new HashMap<>();
        state.resources().forEach((resource, aspects) -> {
            Matcher id = ID.matcher(resource);
            if (resource.startsWith("security group ")) {
                names.put(resource.substring("security group ".length()), aspects.get("name"));
            } else if (id.matches() && !before.resources().containsKey(resource)) {
                names.put(id.group(2), "new");
            }
        });
        return names;
    }

    private static String named(String text, Map<String, String> names) {
        String named = CASE.matcher(TIME.matcher(text).replaceAll("<time>")).replaceAll("$1/<generation>");
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return QUARANTINE.matcher(named).replaceAll("tourniquet-quarantine");
    }

    /** Lists were sorted by ids, which are gone now. */
    private static String sorted(String value) {
        Matcher list = LIST.matcher(value);
        return list.matches()
                ? Stream.of(list.group(1).split(", ")).sorted().toList().toString()
                : value;
    }

    /** What differs, by the names of both. */
    static List<String> differences(SortedMap<String, String> expected, SortedMap<String, String> found) {
        List<String> differences = new ArrayList<>();
        TreeMap<String, String> names = new TreeMap<>(expected);
        names.putAll(found);
        for (String name : names.keySet()) {
            String wanted = expected.getOrDefault(name, "nothing");
            String is = found.getOrDefault(name, "nothing");
            if (!wanted.equals(is)) {
                differences.add(name + ": " + is + " instead of " + wanted);
            }
        }
        return differences;
    }

    /**
     * What is as in none of the accounts that are {@code allowed}: as before, as contained. What is more open than before is
     * one of these. A group that is not finished opens nothing while nobody is in it.
     */
    static List<String> strays(Collection<SortedMap<String, String>> allowed, SortedMap<String, String> now) {
        Set<String> names = new TreeSet<>(now.keySet());
        allowed.forEach(account -> names.addAll(account.keySet()));
        List<String> strays = new ArrayList<>();
        for (String name : names) {
            String value = now.getOrDefault(name, "nothing");
            boolean may = allowed.stream()
                    .anyMatch(account -> account.getOrDefault(name, "nothing").equals(value));
            if (!may && !isUnused(name, now)) {
                strays.add(name + ": " + value + ", neither as before nor as contained");
            }
        }
        return strays;
    }

    static boolean isUnused(String name, SortedMap<String, String> now) {
        Matcher group = GROUP.matcher(name);
        return group.matches()
                && now.entrySet().stream()
                        .filter(aspect -> aspect.getKey().endsWith(", groups"))
                        .noneMatch(aspect -> aspect.getValue().contains(group.group(1)));
    }

    /** Cut-offs that are earlier now than in {@code latest}, which learns those of now. */
    static List<String> movedBack(Map<String, Instant> latest, WorldState now) {
        List<String> back = new ArrayList<>();
        cutOffs(now).forEach((policy, cutOff) -> {
            Instant before = latest.merge(policy, cutOff, (a, b) -> a.isAfter(b) ? a : b);
            if (cutOff.isBefore(before)) {
                back.add(policy + ": cut off at " + cutOff + " after " + before);
            }
        });
        return back;
    }

    /** The latest time in each policy. */
    static Map<String, Instant> cutOffs(WorldState state) {
        Map<String, Instant> cutOffs = new TreeMap<>();
        state.resources()
                .forEach((resource, aspects) -> aspects.forEach((aspect, value) -> {
                    Matcher time = TIME.matcher(value);
                    while (aspect.startsWith("policy tourniquet-") && time.find()) {
                        cutOffs.merge(
                                resource + ", " + aspect, Instant.parse(time.group()), (a, b) -> a.isAfter(b) ? a : b);
                    }
                }));
        return cutOffs;
    }
}
