package dev.tourniquet.bench;

import java.util.Comparator;

/**
 * What is compared within one table.
 *
 * @param latency milliseconds that AWS waits with each answer
 */
record Setup(Job job, int latency) implements Comparable<Setup> {
    @Override
    public int compareTo(Setup other) {
        return Comparator.comparing(Setup::job).thenComparingInt(Setup::latency).compare(this, other);
    }
}
