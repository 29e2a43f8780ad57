package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.proof.Scene.Delivery;
import dev.tourniquet.replay.world.WorldState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scene comes to where nothing goes wrong.
 *
 * @param before the account before
 * @param allowed by aspect: what it is before, and what each of the events, or all of them, make of it
 * @param effects by delivery: the aspects that it changes, and what to
 * @param calls the most that one event takes
 */
record Rehearsal(
        WorldState before, Map<String, Set<String>> allowed, List<SortedMap<String, String>> effects, int calls) {

    private static final Pattern SNAPSHOT = Pattern.compile("snapshot new (\\d+), tags");

    static Rehearsal of(Scene scene, Stand stand) {
        WorldState before = stand.state();
        SortedMap<String, String> untouched = Accounts.aspects(before);
        Map<String, Set<String>> allowed = new HashMap<>();
        List<SortedMap<String, String>> effects = new ArrayList<>();
        int calls = 0;
        allow(allowed, untouched, untouched);
        for (Delivery delivery : scene.deliveries()) {
            stand.renew();
            JsonNode answer = stand.invoke(delivery.to(), delivery.event(), "rehearsed", stand.network);
            calls = Math.max(calls, stand.network.calls().size());
            SortedMap<String, String> after = Accounts.aspects(stand.state(), before);
            allow(allowed, untouched, after);
            effects.add(effect(untouched, after));
            if (!Said.contained(answer) || effects.getLast().isEmpty()) {
                throw new IllegalStateException("without a fault it ends in " + Said.outcomes(answer));
            }
        }
        stand.renew();
        scene.deliveries()
                .forEach(delivery -> stand.invoke(delivery.to(), delivery.event(), "rehearsed", stand.network));
        allow(allowed, untouched, Accounts.aspects(stand.state(), before));
        return new Rehearsal(before, allowed, effects, calls);
    }

    private static void allow(
            Map<String, Set<String>> allowed, SortedMap<String, String> untouched, SortedMap<String, String> found) {
        Set<String> names = new HashSet<>(untouched.keySet());
        names.addAll(found.keySet());
        names.forEach(name -> {
            allowed.computeIfAbsent(name, _ -> new HashSet<>(Set.of(untouched.getOrDefault(name, "nothing"))))
                    .add(found.getOrDefault(name, "nothing"));
        });
    }

    private static SortedMap<String, String> effect(
            SortedMap<String, String> untouched, SortedMap<String, String> after) {
        SortedMap<String, String> effect = new TreeMap<>();
        Set<String> names = new HashSet<>(untouched.keySet());
        names.addAll(after.keySet());
        names.forEach(name -> {
            String value = after.getOrDefault(name, "nothing");
            if (!value.equals(untouched.getOrDefault(name, "nothing"))) {
                effect.put(name, value);
            }
        });
        return effect;
    }

    /**
     * What of the account is none of what it may be.
     *
     * @param generations how often it was contained anew; each time takes a set of snapshots
     */
    List<String> strays(SortedMap<String, String> now, int generations) {
        List<String> strays = new ArrayList<>();
        Set<String> names = new HashSet<>(allowed.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            String value = now.getOrDefault(name, "nothing");
            Set<String> may = allowed.getOrDefault(ofFirstSet(name, generations), Set.of("nothing"));
            if (!may.contains(value) && !Accounts.isUnused(name, now)) {
                strays.add(name + ": " + value + ", not one of " + may);
            }
        }
        return strays;
    }

    /** A snapshot of a later set is as that of the first. */
    private String ofFirstSet(String name, int generations) {
        Matcher snapshot = SNAPSHOT.matcher(name);
        if (!snapshot.matches()) {
            return name;
        }
        long volumes =
                allowed.keySet().stream().filter(SNAPSHOT.asMatchPredicate()).count();
        int number = Integer.parseInt(snapshot.group(1));
        return volumes > 0 && number <= volumes * generations
                ? "snapshot new " + ((number - 1) % volumes + 1) + ", tags"
                : name;
    }

    /** What of the effect of a delivery is missing. */
    List<String> missing(int delivery, SortedMap<String, String> now) {
        List<String> missing = new ArrayList<>();
        effects.get(delivery).forEach((name, value) -> {
            String is = now.getOrDefault(name, "nothing");
            if (!is.equals(value)) {
                missing.add(name + ": " + is + " instead of " + value);
            }
        });
        return missing;
    }
}
