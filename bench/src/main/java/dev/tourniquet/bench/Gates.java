package dev.tourniquet.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds the counts that do not depend on the machine against {@code bench/gates.json}. */
final class Gates {
    static final String CALLS = "calls";

    private final Map<String, Map<String, Long>> gates;

    Gates(Map<String, Map<String, Long>> gates) {
        this.gates = gates;
    }

    static Gates read() throws IOException {
        return new Gates(Json.read(
                Files.readString(Path.of("bench/gates.json")), new TypeReference<Map<String, Map<String, Long>>>() {}));
    }

    /** What is not as recorded, one sentence each. */
    List<String> broken(Results results) {
        List<String> broken = new ArrayList<>();
        results.colds()
                .forEach((setup, variants) -> variants.forEach((variant, rounds) -> {
                    TreeSet<Integer> calls = new TreeSet<>();
                    rounds.forEach(round -> calls.add(round.calls()));
                    Warm warm = results.warm(setup, variant);
                    calls.add(warm.fewestCalls());
                    calls.add(warm.mostCalls());
                    if (calls.size() > 1 || calls.first() != gate(setup, CALLS)) {
                        broken.add("%s of %s makes %s calls an event, recorded is %d"
                                .formatted(variant.key(), setup.job().module(), calls, gate(setup, CALLS)));
                    }
                }));
        return broken;
    }

    private long gate(Setup setup, String figure) {
        Long gate = gates.getOrDefault(setup.job().module(), Map.of()).get(figure);
        if (gate == null) {
            throw new IllegalStateException(
                    "bench/gates.json has no " + figure + " of " + setup.job().module());
        }
        return gate;
    }
}
