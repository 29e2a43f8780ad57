package dev.tourniquet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import java.util.List;
import java.util.Set;

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

    /**
     * What a self-test plans on: a target that this response covers and that is not there, so that planning asks AWS what it asks of
     * any, and comes to nothing.
     *
     * @param nonce 32 hexadecimal digits that nobody could know before; for names that anybody in the world can take
     */
    Target canary(String nonce);

    /** What an operator can ask a release for by name, beyond putting back the state before. */
    default Set<String> releaseOptions() {
        return Set.of();
    }

    /** All that bears a mark of this system in the account now, whichever case put it there. */
    default List<Holding> holdings() {
        return List.of();
    }

    /** The kind of step that is called {@code name}; throws IllegalArgumentException where there is none. */
    StepAction action(String name);

    /** Looks at what the cutting steps will want to know, see {@link StepAction#look}. */
    default void look(Plan plan) {
        for (Step step : plan.steps()) {
            if (step.phase() == Phase.GUARD || step.phase() == Phase.CONTAIN) {
                action(step.action()).look(step);
            }
        }
    }

    /** Whether the state before {@code step} has still to be read, or parts of it. */
    default boolean isUnread(Step step) {
        return step.before() == null || !action(step.action()).isComplete(step.before());
    }

    /** The state to restore of a step that was planned before and found in state {@code later} now. */
    default JsonNode joined(Step first, JsonNode later) {
        return first.before() == null ? later : action(first.action()).joined(first.before(), first.after(), later);
    }

    /**
     * What of {@code target} is open and no containing step of {@code plan} is about, for example because it came later.
     */
    default List<Gap> gaps(Target target, Plan plan) {
        return List.of();
    }

    /**
     * What a person should know or do that shows only once the steps have run; each a sentence, told with the next steps.
     * Called last, and only while there is time.
     */
    default List<String> remarks(Target target, Plan plan) {
        return List.of();
    }
}
