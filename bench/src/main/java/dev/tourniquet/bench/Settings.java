package dev.tourniquet.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * What is measured and how often, by the properties {@code bench.*}.
 *
 * @param rounds processes of each variant, one more of which is not counted
 * @param events warm events in one process where AWS answers at once
 * @param latencies milliseconds that AWS waits with each answer, each measured by itself
 * @param tls whether AWS is there over TLS; else over plain HTTP
 * @param burst events that come all at once; 0 where that is left out
 * @param write whether docs/performance.md is written
 */
record Settings(int rounds, int events, List<Integer> latencies, boolean tls, int burst, boolean write) {
    private static final int SLOWER = 10;
    private static final int FEWEST = 9;

    Settings {
        latencies = List.copyOf(latencies);
        if (rounds < 1
                || events < 1
                || burst < 0
                || latencies.isEmpty()
                || latencies.stream().anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException(
                    "bench.rounds and bench.events are at least 1, bench.latency lists milliseconds,"
                            + " bench.burst is not negative: " + rounds + ", " + events + ", " + latencies + ", "
                            + burst);
        }
    }

    static Settings of(Properties properties) {
        return new Settings(
                Integer.parseInt(properties.getProperty("bench.rounds", "5")),
                Integer.parseInt(properties.getProperty("bench.events", "300")),
                Arrays.stream(properties.getProperty("bench.latency", "0,20").split(","))
                        .map(String::trim)
                        .map(Integer::valueOf)
                        .distinct()
                        .toList(),
                Boolean.parseBoolean(properties.getProperty("bench.tls", "true")),
                Integer.parseInt(properties.getProperty("bench.burst", "1000")),
                Boolean.parseBoolean(properties.getProperty("bench.write", "false")));
    }

    /** Warm events: a tenth where each call takes milliseconds, since 54 of them one after another take seconds. */
    int events(int latency) {
        return latency == 0 ? events : Math.max(Math.min(FEWEST, events), events / SLOWER);
    }
}
