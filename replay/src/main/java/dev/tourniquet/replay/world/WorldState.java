package dev.tourniquet.replay.world;

import dev.tourniquet.concurrent.SideBySide;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The account at a moment: what there is, and for each resource its aspects that a containment may touch.
 *
 * @param resources aspects by resource; an aspect is a name and a value
 */
public record WorldState(SortedMap<String, SortedMap<String, String>> resources) {

    /** A change of one aspect of one resource; a resource that is new or gone has the aspect {@code exists}. */
    public record Difference(String resource, String aspect, String before, String after) {
        @Override
        public String toString() {
            return resource + ", " + aspect + ": was " + before + ", is " + after;
        }
    }

    /** What is read together. */
    public enum Part {
        COMPUTE,
        LOAD,
        IDENTITY,
        STORAGE
    }

    /** @param foreignBuckets buckets that are not the account's and are looked at all the same */
    static Map<Part, WorldState> read(Set<Part> parts, Clients clients, String account, Set<String> foreignBuckets) {
        Map<Part, WorldState> read = new EnumMap<>(Part.class);
        List<Part> ordered = List.copyOf(parts);
        try (SideBySide reads = new SideBySide()) {
            Iterator<WorldState> states = reads.map(
                            ordered, part -> read(reader(part, clients, account, foreignBuckets)))
                    .iterator();
            ordered.forEach(part -> read.put(part, states.next()));
        }
        return read;
    }

    /** All of these. */
    public static WorldState joined(Collection<WorldState> parts) {
        SortedMap<String, SortedMap<String, String>> resources = new TreeMap<>();
        parts.forEach(part -> resources.putAll(part.resources));
        return new WorldState(resources);
    }

    private interface Reader {
        void read(SortedMap<String, SortedMap<String, String>> resources);
    }

    private static Reader reader(Part part, Clients clients, String account, Set<String> foreignBuckets) {
        return switch (part) {
            case COMPUTE -> new ComputeState(clients)::read;
            case LOAD -> new LoadState(clients)::read;
            case IDENTITY -> new IdentityState(clients.iam())::read;
            case STORAGE -> new StorageState(clients, account, foreignBuckets)::read;
        };
    }

    private static WorldState read(Reader reader) {
        SortedMap<String, SortedMap<String, String>> resources = new TreeMap<>();
        reader.read(resources);
        return new WorldState(resources);
    }

    /** What differs in {@code after}. */
    public List<Difference> differences(WorldState after) {
        List<Difference> differences = new ArrayList<>();
        resources.forEach((resource, aspects) -> {
            SortedMap<String, String> now = after.resources.get(resource);
            if (now == null) {
                differences.add(new Difference(resource, "exists", "there", "gone"));
            } else {
                compare(resource, aspects, now, differences);
            }
        });
        after.resources.keySet().stream()
                .filter(resource -> !resources.containsKey(resource))
                .forEach(resource -> differences.add(new Difference(resource, "exists", "absent", "there")));
        return differences;
    }

    private static void compare(
            String resource, Map<String, String> before, Map<String, String> after, List<Difference> differences) {
        TreeMap<String, String> names = new TreeMap<>(before);
        names.putAll(after);
        for (String aspect : names.keySet()) {
            String was = before.getOrDefault(aspect, "nothing");
            String is = after.getOrDefault(aspect, "nothing");
            if (!was.equals(is)) {
                differences.add(new Difference(resource, aspect, was, is));
            }
        }
    }
}
