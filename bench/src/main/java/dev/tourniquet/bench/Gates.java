package dev.tourniquet.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds the counts that do not depend on the machine against {@code bench/gates.json}. */
final class Gates {
    private static final String CALLS = "calls";
    private static final String CONNECTIONS = "connections opened in 100 warm events";

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
                    Warm warm = results.warm(setup, variant);
                    TreeSet<Integer> calls = new TreeSet<>(List.of(warm.fewestCalls(), warm.mostCalls()));
                    rounds.forEach(round -> calls.add(round.calls()));
                    calls(setup, calls).ifPresent(each -> broken.add(variant.key() + " of " + each));
                    if (!variant.isCrt()) {
                        connections(setup, warm).ifPresent(each -> broken.add(variant.key() + " of " + each));
                    }
                }));
        return broken;
    }

    private Optional<String> calls(Setup setup, SortedSet<Integer> calls) {
        long recorded = gate(setup, CALLS);
        return calls.size() == 1 && calls.first() == recorded
                ? Optional.empty()
                : Optional.of("%s makes %s calls an event, recorded is %d"
                        .formatted(setup.job().module(), calls, recorded));
    }

    private Optional<String> connections(Setup setup, Warm warm) {
        long recorded = gate(setup, CONNECTIONS);
        return 100L * warm.opened() <= recorded * Math.max(100, warm.events())
                ? Optional.empty()
                : Optional.of("%s opened %d connections in %d warm events, recorded is no more than %d in 100"
                        .formatted(setup.job().module(), warm.opened(), warm.events(), recorded));
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
