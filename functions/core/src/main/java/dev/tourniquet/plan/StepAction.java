package dev.tourniquet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of step: how to read its resource, change it, prove the change and take it back. Failing calls throw
 * {@link CallFailed}; "already so" and "not there" are no failures.
 */
public interface StepAction {

    /** The name under which steps refer to this kind, a verb and its object: {@code quarantine-interface}. */
    String name();

    /** The state of the step's resource now, in the form of {@link Step#before()}. */
    JsonNode read(Step step);

    /**
     * Whether {@code before} says all that there is to know. Where it does not it is read again, and joined, each time the
     * step runs.
     */
    default boolean isComplete(JsonNode before) {
        return true;
    }

    /**
     * The state to restore, where the resource was found in state {@code first} and, when the target was contained again
     * later, in state {@code later}. The first is the one before us; a step whose state is a list may have to add to it.
     */
    default JsonNode joined(JsonNode first, JsonNode later) {
        return first;
    }

    /** As {@link #joined(JsonNode, JsonNode)}, where {@code later} may be {@code since}, which this step was to bring about. */
    default JsonNode joined(JsonNode first, JsonNode since, JsonNode later) {
        return joined(first, later);
    }

    /**
     * Reads what {@link #apply} would read first, beside the writing of the case, so that it takes the attacker's time no longer. May do
     * nothing, and may fail: then {@code apply} reads for itself.
     */
    default void look(Step step) {}

    /** Brings about {@link Step#after()}. Can run twice, and after a crash halfway. */
    void apply(Step step, String caseId);

    /** Reads back whether {@link Step#after()} holds. */
    boolean holds(Step step, String caseId);

    /**
     * Puts {@link Step#before()} back where the resource still is as this step left it; {@code options} are what the
     * operator asked for by name, for example {@code rejoin-auto-scaling-group}.
     */
    Restoration release(Step step, String caseId, Set<String> options);

    /**
     * Puts {@link Step#before()} back over what somebody made of the resource since, for an operator who knows of it. Called
     * only where {@link #release} has just come to {@code drifted}, which is also the answer where it is not ours to overwrite.
     */
    default Restoration force(Step step, String caseId, Restoration drifted) {
        return drifted;
    }

    /** Whether its resource is several, each read by itself: then a release may find one as it was before, and another not. */
    default boolean hasParts() {
        return false;
    }

    /** Under what mark of ours the work of {@code step} is found in AWS, see {@link Response#holdings()}; empty where it bears none. */
    default Optional<Holding> holding(Step step) {
        return Optional.empty();
    }

    /** Whether what {@code step} brought about has had its time by now, so that nobody misses it where it is gone. */
    default boolean isOver(Step step) {
        return false;
    }
}
