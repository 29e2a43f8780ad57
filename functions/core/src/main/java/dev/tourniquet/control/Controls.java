package dev.tourniquet.control;

import dev.tourniquet.decision.Decider;
import java.time.Duration;

/**
 * What an account lets a response do.
 *
 * @param decider which findings are answered, and how
 * @param limits how much in an hour
 * @param approvalsLast how long a plan that was shown can be approved
 */
public record Controls(Decider decider, Limits limits, Duration approvalsLast) {
    /** Where nothing else is said. */
    public static final Duration FOUR_HOURS = Duration.ofHours(4);

    /** Without limits. */
    public static Controls of(Decider decider) {
        return new Controls(decider, Limits.NONE, FOUR_HOURS);
    }
}
