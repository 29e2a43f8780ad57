package dev.tourniquet.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** All that was measured in this run. */
final class Results {
    private final SortedMap<Setup, SortedMap<Variant, List<Round>>> cold = new TreeMap<>();
    private final SortedMap<Setup, SortedMap<Variant, List<Round>>> slow = new TreeMap<>();
    private final SortedMap<Setup, SortedMap<Variant, Warm>> warm = new TreeMap<>();
    private final SortedMap<Setup, SortedMap<Variant, Burst>> bursts = new TreeMap<>();

    void add(Setup setup, Variant variant, Round round) {
        into(cold, setup, variant).add(round);
    }

    /** One with the processor of a small function. */
    void addSlow(Setup setup, Variant variant, Round round) {
        into(slow, setup, variant).add(round);
    }

    void add(Setup setup, Variant variant, Warm measured) {
        warm.computeIfAbsent(setup, _ -> new TreeMap<>()).put(variant, measured);
    }

    void add(Setup setup, Variant variant, Burst measured) {
        bursts.computeIfAbsent(setup, _ -> new TreeMap<>()).put(variant, measured);
    }

    private static List<Round> into(
            SortedMap<Setup, SortedMap<Variant, List<Round>>> all, Setup setup, Variant variant) {
        return all.computeIfAbsent(setup, _ -> new TreeMap<>()).computeIfAbsent(variant, _ -> new ArrayList<>());
    }

    SortedSet<Job> jobs() {
        SortedSet<Job> jobs = new TreeSet<>();
        cold.keySet().forEach(setup -> jobs.add(setup.job()));
        return jobs;
    }

    List<Setup> setups(Job job) {
        return cold.keySet().stream().filter(setup -> setup.job() == job).toList();
    }

    Set<Variant> variants(Setup setup) {
        return cold.get(setup).keySet();
    }

    List<Double> cold(Setup setup, Variant variant, ToDoubleFunction<Round> figure) {
        return figures(cold, setup, variant, figure);
    }

    List<Double> slow(Setup setup, Variant variant, ToDoubleFunction<Round> figure) {
        return figures(slow, setup, variant, figure);
    }

    private static List<Double> figures(
            SortedMap<Setup, SortedMap<Variant, List<Round>>> all,
            Setup setup,
            Variant variant,
            ToDoubleFunction<Round> figure) {
        return all.getOrDefault(setup, new TreeMap<>()).getOrDefault(variant, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList();
    }

    Warm warm(Setup setup, Variant variant) {
        return warm.get(setup).get(variant);
    }

    /** What the twin's median is, or empty where it was not measured. */
    Optional<Double> twin(Setup setup, ToDoubleFunction<Round> figure) {
        return median(cold(setup, Variant.PYTHON, figure));
    }

    /** Empty where there was no burst. */
    Map<Setup, SortedMap<Variant, Burst>> bursts() {
        return bursts;
    }

    Map<Setup, SortedMap<Variant, List<Round>>> colds() {
        return cold;
    }

    Map<Setup, SortedMap<Variant, List<Round>>> slows() {
        return slow;
    }

    Map<Setup, SortedMap<Variant, Warm>> warms() {
        return warm;
    }

    /** Empty where there are no values. */
    static Optional<Double> median(List<Double> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(Warm.percentile(values, 0.5));
    }
}
