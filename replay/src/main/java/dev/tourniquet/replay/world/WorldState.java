package dev.tourniquet.replay.world;

import dev.tourniquet.concurrent.SideBySide;
import java.util.ArrayList;
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

    /** @param foreignBuckets buckets that are not the account's and are looked at all the same */
    static WorldState read(Clients clients, String account, Set<String> foreignBuckets) {
        SortedMap<String, SortedMap<String, String>> resources = new TreeMap<>();
        try (SideBySide reads = new SideBySide()) {
            reads.map(
                            List.<Part>of(
                                    new ComputeState(clients)::read,
                                    new LoadState(clients)::read,
                                    new IdentityState(clients.iam())::read,
                                    new StorageState(clients, account, foreignBuckets)::read),
                            WorldState::read)
                    .forEach(part -> resources.putAll(part));
        }
        return new WorldState(resources);
    }

    private interface Part {
        void read(SortedMap<String, SortedMap<String, String>> resources);
    }

    private static SortedMap<String, SortedMap<String, String>> read(Part part) {
        SortedMap<String, SortedMap<String, String>> resources = new TreeMap<>();
        part.read(resources);
        return resources;
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
