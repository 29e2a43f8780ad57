package dev.tourniquet.engine;

import java.time.Duration;

/** Waits; a port, so that tests need not. */
public interface Pause {
    /** The current thread sleeps. */
    Pause SLEEP = duration -> {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    };

    /** Waits for {@code duration}. */
    void forDuration(Duration duration);
}
