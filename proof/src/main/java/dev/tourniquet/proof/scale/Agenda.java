package dev.tourniquet.proof.scale;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, in the order of its time. */
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingDouble(Entry::at).thenComparingLong(Entry::number));
    private double now;
    private long numbers;

    private record Entry(double at, long number, Runnable work) {}

    /** In seconds since the beginning. */
    double now() {
        return now;
    }

    void in(double seconds, Runnable work) {
        entries.add(new Entry(now + seconds, numbers++, work));
    }

    /** Until nothing is left to happen. */
    void run() {
        while (!entries.isEmpty()) {
            Entry next = entries.remove();
            now = next.at();
            next.work().run();
        }
    }
}
