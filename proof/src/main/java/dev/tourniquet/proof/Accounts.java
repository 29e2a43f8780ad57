package dev.tourniquet.proof;

import dev.tourniquet.replay.world.WorldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares accounts in which the same was done at different times: ids of what was made and times of day are taken out,
 * and of what has no name only the number counts.
 */
final class Accounts {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot snap-\\w+");

    private Accounts() {}

    /** Each aspect of each resource by its name. */
    static SortedMap<String, String> aspects(WorldState state) {
        Map<String, String> names = new HashMap<>();
        state.resources().forEach((resource, aspects) -> {
            if (resource.startsWith("security group ")) {
                names.put(resource.substring("security group ".length()), aspects.get("name"));
            }
        });
        SortedMap<String, String> all = new TreeMap<>();
        Map<String, Integer> unnamed = new HashMap<>();
        state.resources().forEach((resource, aspects) -> {
            String name = named(resource, names);
            if (SNAPSHOT.matcher(resource).matches()) {
                name = "snapshot " + unnamed.merge("snapshot", 1, Integer::sum);
            }
            for (Map.Entry<String, String> aspect : aspects.entrySet()) {
                all.put(name + ", " + aspect.getKey(), named(aspect.getValue(), names));
            }
        });
        return all;
    }

    private static String named(String text, Map<String, String> names) {
        String named = TIME.matcher(text).replaceAll("<time>");
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
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
     * What is neither as it was nor as it is to become: what is more open than before is. A group that is not finished
     * opens nothing while nobody is in it.
     */
    static List<String> strays(
            SortedMap<String, String> before, SortedMap<String, String> contained, SortedMap<String, String> now) {
        List<String> strays = new ArrayList<>();
        now.forEach((name, value) -> {
            if (!isUnused(name, now)
                    && !value.equals(before.getOrDefault(name, "nothing"))
                    && !value.equals(contained.getOrDefault(name, "nothing"))) {
                strays.add(name + ": " + value + ", neither as before nor as contained");
            }
        });
        return strays;
    }

    private static boolean isUnused(String name, SortedMap<String, String> now) {
        return name.startsWith("security group ")
                && now.entrySet().stream()
                        .filter(aspect -> aspect.getKey().endsWith(", groups"))
                        .noneMatch(aspect -> aspect.getValue()
                                .contains(name.substring("security group ".length(), name.indexOf(", "))));
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
