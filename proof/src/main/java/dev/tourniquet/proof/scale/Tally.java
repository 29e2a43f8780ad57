package dev.tourniquet.proof.scale;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted in a simulation. */
final class Tally {
    long findings;
    long invocations;
    long targets;
    long containments;
    long redeliveries;
    long queued;
    long throttles;
    long calls;
    long deadLetters;
    double billedSeconds;
    double drained;
    private final SortedMap<String, Long> throttledBy = new TreeMap<>();
    private final SortedMap<String, Long> made = new TreeMap<>();
    private double[] waits = new double[1024];
    private int waited;

    void throttled(String bucket) {
        throttles++;
        throttledBy.merge(bucket, 1L, Long::sum);
    }

    void made(String call) {
        calls++;
        made.merge(call, 1L, Long::sum);
    }

    /** From the first finding on a target to its containment. */
    void contained(double seconds) {
        containments++;
        if (waited == waits.length) {
            waits = Arrays.copyOf(waits, waited * 2);
        }
        waits[waited++] = seconds;
    }

    /** The time within which this part of the contained targets was contained, in seconds. */
    double within(double part) {
        double[] sorted = Arrays.copyOf(waits, waited);
        Arrays.sort(sorted);
        return waited == 0 ? 0 : sorted[Math.min(waited - 1, (int) Math.ceil(part * waited) - 1)];
    }

    /** Of one operation, {@code DynamoDb:PutItem}. */
    long calls(String call) {
        return made.getOrDefault(call, 0L);
    }

    /** The same for so many times as long. */
    Tally times(double factor) {
        Tally other = new Tally();
        other.invocations = Math.round(invocations * factor);
        other.containments = Math.round(containments * factor);
        other.billedSeconds = billedSeconds * factor;
        made.forEach((call, count) -> other.made.put(call, Math.round(count * factor)));
        return other;
    }

    /** The bucket that refused most. */
    String narrowest() {
        return throttledBy.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("none");
    }
}
