package dev.tourniquet.engine;

import dev.tourniquet.ledger.Case;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One invocation of a function.
 *
 * @param id the request id; Lambda uses it again when it delivers the same event again
 * @param arrived when the event arrived
 * @param deadline when the invocation ends, whatever happens
 * @param clock what time it is
 */
public record Worker(String id, Instant arrived, Instant deadline, InstantSource clock) {
    /**
     * For one slow call, its read-back and the writing of the outcome. Where each of them takes its whole time-out this is
     * not enough: then the invocation ends without an outcome, the lease with it, and the next delivery resumes.
     */
    private static final Duration RESERVE = Duration.ofSeconds(40);

    /** A lease that cannot expire while this invocation runs. */
    Case.Lease lease() {
        return new Case.Lease(id, deadline);
    }

    /** Whether something that can be left for another delivery may still be begun. */
    boolean hasTime() {
        return now().plus(RESERVE).isBefore(deadline);
    }

    Instant now() {
        return clock.instant();
    }
}
