package dev.tourniquet.bench;

import java.util.List;

/**
 * Many events in one process, the first third left out; times in milliseconds.
 *
 * @param p50 half of them took no longer
 * @param p99 99 of 100 took no longer
 * @param cpu CPU time an event
 * @param memory the most memory, MB
 */
record Warm(double p50, double p99, double cpu, double memory) {
    static double percentile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.ceil(share * sorted.size()) - 1)));
    }
}
