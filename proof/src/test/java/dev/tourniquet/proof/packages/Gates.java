package dev.tourniquet.proof.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a function weighs and loads, as recorded in {@code bench/gates.json}; {@code -Dgates.write=true} records anew. */
final class Gates {
    private static final Path FILE = Path.of("bench", "gates.json");

    /** More or less than the record by as much is a change that somebody should know about. */
    private static final double MARGIN = 0.05;

    private Gates() {}

    static void hold(String function, String figure, long value) throws IOException {
        SortedMap<String, SortedMap<String, Long>> gates =
                Json.read(Files.readString(FILE), new TypeReference<TreeMap<String, SortedMap<String, Long>>>() {});
        if (Boolean.getBoolean("gates.write")) {
            gates.computeIfAbsent(function, _ -> new TreeMap<>()).put(figure, value);
            Files.writeString(FILE, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(gates) + "\n");
            return;
        }
        Long recorded = gates.getOrDefault(function, new TreeMap<>()).get(figure);
        assertThat(recorded).as(figure + " of " + function + " in " + FILE).isNotNull();
        assertThat((double) value)
                .as(figure + " of " + function + ", recorded in " + FILE
                        + ". Where the change is meant, record it: mvn verify -pl proof -am -Dgates.write=true"
                        + " -Dtest='RuntimeClientTest,PackageSizeTest' -Dsurefire.failIfNoSpecifiedTests=false")
                .isBetween(recorded * (1 - MARGIN), recorded * (1 + MARGIN));
    }
}
