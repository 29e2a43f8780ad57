package dev.tourniquet.control;

import dev.tourniquet.decision.Decider;
import dev.tourniquet.finding.Order;
import java.time.Duration;
import java.util.Set;

/**
 * What an account lets a response do.
 *
 * @param decider which findings are answered, and how
 * @param limits how much in an hour
 * @param approvalsLast how long a plan that was shown can be approved
 * @param orders what a person may order in Security Hub
 */
public record Controls(Decider decider, Limits limits, Duration approvalsLast, Set<Order.Kind> orders) {
    /** Where nothing else is said. */
    public static final Duration FOUR_HOURS = Duration.ofHours(4);

    public Controls {
        orders = Set.copyOf(orders);
    }

    /** Without limits, and without a second entrance. */
    public static Controls of(Decider decider) {
        return new Controls(decider, Limits.NONE, FOUR_HOURS, Set.of());
    }
}
