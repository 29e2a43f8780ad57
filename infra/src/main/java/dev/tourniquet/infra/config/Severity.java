package dev.tourniquet.infra.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * The least severity at which a response acts, on GuardDuty's scale of 1 to 10.
 *
 * @param byDefault for every finding type without an entry of its own
 * @param byType    by finding-type prefix; the longest that matches wins
 */
public record Severity(double byDefault, SortedMap<String, Double> byType) {

    public Severity {
        byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
    }

    public static Severity of(double byDefault) {
        return new Severity(byDefault, new TreeMap<>());
    }

    public Severity with(String type, double threshold) {
        SortedMap<String, Double> more = new TreeMap<>(byType);
        more.put(type, threshold);
        return new Severity(byDefault, more);
    }

    public Severity withDefault(double threshold) {
        return new Severity(threshold, byType);
    }

    /** As it is written: without a fraction where it has none. */
    public static String text(double severity) {
        return severity == Math.rint(severity) ? String.valueOf((long) severity) : String.valueOf(severity);
    }

    /** What a rule may filter by: the rule knows no prefixes, the function decides the rest. */
    public double least() {
        return DoubleStream.concat(
                        DoubleStream.of(byDefault), byType.values().stream().mapToDouble(Double::doubleValue))
                .min()
                .orElseThrow();
    }
}
