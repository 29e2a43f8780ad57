package dev.tourniquet.bench;

import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results as JSON, one object a line for each process that was started. */
final class Lines {
    private final String at;
    private final boolean tls;
    private final List<String> lines = new ArrayList<>();

    private Lines(Instant at, boolean tls) {
        this.at = at.toString();
        this.tls = tls;
    }

    static List<String> of(Results results, Instant at, boolean tls) {
        Lines lines = new Lines(at, tls);
        results.colds()
                .forEach((setup, variants) -> variants.forEach(
                        (variant, rounds) -> rounds.forEach(round -> lines.add("cold", setup, variant, round))));
        results.slows()
                .forEach((setup, variants) -> variants.forEach(
                        (variant, rounds) -> rounds.forEach(round -> lines.add("cold-512-mb", setup, variant, round))));
        results.warms()
                .forEach((setup, variants) ->
                        variants.forEach((variant, warm) -> lines.add("warm", setup, variant, warm)));
        results.bursts()
                .forEach((setup, variants) ->
                        variants.forEach((variant, burst) -> lines.add("burst", setup, variant, burst)));
        return lines.lines;
    }

    static void append(Results results, Path file, boolean tls) throws IOException {
        Files.write(file, of(results, Instant.now(), tls), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void add(String scenario, Setup setup, Variant variant, Object figures) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", at);
        line.put("scenario", scenario);
        line.put("function", setup.job().module());
        line.put("latencyMillis", setup.latency());
        line.put("tls", tls);
        line.put("variant", variant.key());
        line.put("figures", figures);
        lines.add(Json.write(line));
    }
}
