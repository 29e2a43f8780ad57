package dev.tourniquet.bench;

import java.util.List;

/**
 * Many events in one process, the first third left out; times in milliseconds.
 *
 * @param events how many
 * @param p50 half of them took no longer
 * @param p99 99 of 100 took no longer
 * @param cut the median time until the call that contains arrived
 * @param cpu CPU time an event
 * @param memory the most memory, MB
 * @param fewestCalls of the API for an event
 * @param mostCalls of the API for an event
 * @param opened connections for all events together
 */
record Warm(
        int events,
        double p50,
        double p99,
        double cut,
        double cpu,
        double memory,
        int fewestCalls,
        int mostCalls,
        int opened) {
    static double percentile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.ceil(share * sorted.size()) - 1)));
    }
}
