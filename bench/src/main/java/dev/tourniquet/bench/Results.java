package dev.tourniquet.bench;

import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All that was measured in this run. */
final class Results {
    private final Map<Job, Map<Variant, List<Round>>> cold = new EnumMap<>(Job.class);
    private final Map<Job, Map<Variant, List<Round>>> slow = new EnumMap<>(Job.class);
    private final Map<Job, Map<Variant, Warm>> warm = new EnumMap<>(Job.class);

    void add(Job job, Variant variant, Round round) {
        into(cold, job, variant).add(round);
    }

    /** One with the processor of a small function. */
    void addSlow(Job job, Variant variant, Round round) {
        into(slow, job, variant).add(round);
    }

    void add(Job job, Variant variant, Warm measured) {
        warm.computeIfAbsent(job, _ -> new EnumMap<>(Variant.class)).put(variant, measured);
    }

    private static List<Round> into(Map<Job, Map<Variant, List<Round>>> all, Job job, Variant variant) {
        return all.computeIfAbsent(job, _ -> new EnumMap<>(Variant.class))
                .computeIfAbsent(variant, _ -> new ArrayList<>());
    }

    Set<Job> jobs() {
        return cold.isEmpty() ? EnumSet.noneOf(Job.class) : EnumSet.copyOf(cold.keySet());
    }

    Set<Variant> variants(Job job) {
        return cold.get(job).keySet();
    }

    List<Double> cold(Job job, Variant variant, ToDoubleFunction<Round> figure) {
        return figures(cold, job, variant, figure);
    }

    List<Double> slow(Job job, Variant variant, ToDoubleFunction<Round> figure) {
        return figures(slow, job, variant, figure);
    }

    private static List<Double> figures(
            Map<Job, Map<Variant, List<Round>>> all, Job job, Variant variant, ToDoubleFunction<Round> figure) {
        return all.getOrDefault(job, Map.of()).getOrDefault(variant, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList();
    }

    Warm warm(Job job, Variant variant) {
        return warm.get(job).get(variant);
    }

    static double median(List<Double> values) {
        return Warm.percentile(values, 0.5);
    }

    /** Appends one JSON object for each process that was started. */
    void writeLines(Path file) throws IOException {
        String at = Instant.now().toString();
        List<String> lines = new ArrayList<>();
        cold.forEach((job, variants) -> variants.forEach(
                (variant, rounds) -> rounds.forEach(round -> lines.add(line(at, "cold", job, variant, round)))));
        slow.forEach((job, variants) -> variants.forEach(
                (variant, rounds) -> rounds.forEach(round -> lines.add(line(at, "cold-512-mb", job, variant, round)))));
        warm.forEach((job, variants) ->
                variants.forEach((variant, measured) -> lines.add(line(at, "warm", job, variant, measured))));
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(String at, String scenario, Job job, Variant variant, Object figures) {
        return Json.write(Map.of(
                "at",
                at,
                "scenario",
                scenario,
                "function",
                job.module(),
                "variant",
                variant.key(),
                "figures",
                figures));
    }
}
