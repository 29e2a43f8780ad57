package dev.tourniquet.isolateinstance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When the invocation that is under way ends. A process has one at a time. */
final class Deadline {
    private final InstantSource clock;
    private volatile Instant end = Instant.MIN;

    Deadline(InstantSource clock) {
        this.clock = clock;
    }

    /** An invocation begins, and has this time. */
    void set(Duration time) {
        end = clock.instant().plus(time);
    }

    /** Whether what takes {@code time} ends before the invocation does. */
    boolean leaves(Duration time) {
        return !clock.instant().plus(time).isAfter(end);
    }
}
