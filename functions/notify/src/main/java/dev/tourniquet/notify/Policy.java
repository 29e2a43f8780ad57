package dev.tourniquet.notify;

import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.Report;
import java.util.Set;

/**
 * Of what people hear. Releases, switches and limits are told always: they are the work of a person, or ask for one.
 *
 * @param outcomes of these outcomes
 * @param fromSeverity from this severity, on GuardDuty's scale of 1 to 10
 */
record Policy(Set<Outcome.Kind> outcomes, double fromSeverity) {
    Policy {
        outcomes = Set.copyOf(outcomes);
    }

    boolean wants(Announced said) {
        return switch (said) {
            case Announced.Outcome(var report) ->
                outcomes.contains(report.outcome())
                        && report.finding().severity() >= fromSeverity
                        && !waitsForALimit(report);
            case Announced.Release _, Announced.Switch _, Announced.Limit _ -> true;
        };
    }

    /** That a limit is reached is told once, with how to see what waits; a flood of findings must not become one of messages. */
    private static boolean waitsForALimit(Report report) {
        return report.approval() != null && report.approval().limited();
    }
}
