package dev.tourniquet.decision;

import java.util.Comparator;
import java.util.Map;

/**
 * The least severity at which a finding is contained, on GuardDuty's scale (1.0 to 10.0).
 *
 * @param byDefault for types without a prefix of their own
 * @param byTypePrefix by prefix of the finding type; the longest prefix wins
 */
public record Thresholds(double byDefault, Map<String, Double> byTypePrefix) {
    public Thresholds {
        byTypePrefix = Map.copyOf(byTypePrefix);
    }

    /** The same threshold for all types. */
    public static Thresholds of(double byDefault) {
        return new Thresholds(byDefault, Map.of());
    }

    /** The threshold of {@code findingType}. */
    public double of(String findingType) {
        return byTypePrefix.entrySet().stream()
                .filter(entry -> findingType.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(byDefault);
    }
}
