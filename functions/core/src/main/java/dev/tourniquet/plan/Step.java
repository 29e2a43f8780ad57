package dev.tourniquet.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One change to one resource, as data: it is shown, hashed, stored and carried out from here.
 *
 * @param action the kind of step, see {@link StepAction#name()}
 * @param resource what is changed, an id, a name or an ARN
 * @param phase when it runs
 * @param before the state found, in the form of the action; null until it is read, which may be while the attacker is
 *     being cut off but is always before this step changes anything
 * @param after the state to bring about; it is absolute, so that a step can run twice
 */
public record Step(
        String action,
        String resource,
        Phase phase,
        @Nullable JsonNode before,
        JsonNode after) {

    public Step {
        requireNonNull(action, "a step has no action");
        requireNonNull(resource, "a step has no resource");
        requireNonNull(phase, "a step has no phase");
        requireNonNull(after, "a step does not say what it brings about");
    }

    /** Two steps with one key are the same step, planned twice. */
    @JsonIgnore
    public String key() {
        return action + " " + resource;
    }

    /** This step with its prior state. */
    public Step withBefore(JsonNode state) {
        return new Step(action, resource, phase, state, after);
    }
}
