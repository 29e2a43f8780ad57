package dev.tourniquet.isolateinstance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What showed while an instance was isolated, for a person to know. Kept until it is told, or the next plan is made. */
final class Remarks {
    private final Map<String, Collection<String>> byInstance = new ConcurrentHashMap<>();

    void forget(String instanceId) {
        byInstance.remove(instanceId);
    }

    void add(String instanceId, String sentence) {
        byInstance.compute(instanceId, (_, told) -> {
            Collection<String> all = told == null ? new TreeSet<>() : new TreeSet<>(told);
            all.add(sentence);
            return all;
        });
    }

    /** In a fixed order. */
    List<String> about(String instanceId) {
        return List.copyOf(byInstance.getOrDefault(instanceId, List.of()));
    }
}
