package dev.tourniquet.plan;

import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import java.util.List;

/** One kind of containment. */
public interface Response {

    /** The name of the response and of its function, a verb and its object: {@code isolate-instance}. */
    String name();

    /** Whether this response contains targets of this kind. */
    boolean covers(Target target);

    /** The severities from which it contains {@code target}. */
    Thresholds thresholds(Target target);

    /** Reads the live state and plans; writes nothing. */
    Planning plan(Finding finding, Target target);

    /** The kind of step that is called {@code name}; throws IllegalArgumentException where there is none. */
    StepAction action(String name);

    /**
     * What of {@code target} no containing step of {@code plan} is about and is open, for example because it came later.
     * Another delivery would plan for it.
     */
    default List<String> gaps(Target target, Plan plan) {
        return List.of();
    }
}
