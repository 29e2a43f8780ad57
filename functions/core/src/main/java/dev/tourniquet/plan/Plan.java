package dev.tourniquet.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The ordered steps of one response on one target.
 *
 * @param steps in the order in which they are shown; the phases decide the order in which they run
 * @param residualRisks what stays open once all steps hold
 * @param nextSteps what a person should do next
 * @param blastRadius whom else the steps hit
 * @param tags of the target; they say what it belongs to, and are not kept
 */
public record Plan(
        List<Step> steps,
        List<String> residualRisks,
        List<String> nextSteps,
        @Nullable List<String> blastRadius,
        @JsonIgnore @Nullable Map<String, String> tags) {
    /** A plan that changes nothing. */
    public static final Plan EMPTY = new Plan(List.of(), List.of(), List.of());

    public Plan {
        steps = List.copyOf(steps);
        residualRisks = List.copyOf(residualRisks);
        nextSteps = List.copyOf(nextSteps);
        // A case that was written before plans had one has none.
        blastRadius = blastRadius == null ? List.of() : List.copyOf(blastRadius);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }

    /** A plan for a target without tags. */
    public Plan(List<Step> steps, List<String> residualRisks, List<String> nextSteps, List<String> blastRadius) {
        this(steps, residualRisks, nextSteps, blastRadius, Map.of());
    }

    /** A plan that hits nobody but its target. */
    public Plan(List<Step> steps, List<String> residualRisks, List<String> nextSteps) {
        this(steps, residualRisks, nextSteps, List.of());
    }

    /** For a target that has these tags. */
    public Plan withTags(Map<String, String> found) {
        return new Plan(steps, residualRisks, nextSteps, blastRadius, found);
    }

    /** The steps of {@code phase}, in order. */
    public List<Step> steps(Phase phase) {
        return steps.stream().filter(step -> step.phase() == phase).toList();
    }

    /** What it says, without anything to do: joined to this plan it changes nothing. */
    public Plan withoutSteps() {
        return new Plan(List.of(), residualRisks, nextSteps, blastRadius);
    }

    /**
     * Names what the steps do: 20 hexadecimal digits. Points of time are left out, since a cut-off moves with the clock; all
     * else that was found or is brought about makes another plan.
     */
    @JsonIgnore
    public String hash() {
        return PlanHash.of(steps);
    }

    /** Whether each step brings about what a step of {@code other} does, though perhaps with a later cut-off. */
    public boolean isWithin(Plan other) {
        return PlanHash.aims(other.steps()).containsAll(PlanHash.aims(steps));
    }

    /** True where there is nothing to do. */
    @JsonIgnore
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * This plan, made on an earlier delivery, and {@code later}, made on the live state of now. The first prior state of a
     * step is kept, since only that is the state before us; what is to be brought about is the later plan's.
     *
     * @param states joins the states of one step that were found first and later, see {@link StepAction#joined}
     */
    public Plan joinedBy(Plan later, Joining states) {
        SequencedMap<String, Step> joined = new LinkedHashMap<>();
        steps.forEach(step -> joined.put(step.key(), step));
        later.steps().forEach(step -> joined.merge(step.key(), step, (first, again) -> join(first, again, states)));
        return new Plan(List.copyOf(joined.values()), later.residualRisks(), later.nextSteps(), later.blastRadius());
    }

    /** This plan with prior states that were read just now, by step key. */
    public Plan withStates(Map<String, JsonNode> read, Joining states) {
        List<Step> filled = new ArrayList<>();
        for (Step step : steps) {
            JsonNode state = read.get(step.key());
            filled.add(state == null ? step : join(step, step.withBefore(state), states));
        }
        return new Plan(filled, residualRisks, nextSteps, blastRadius);
    }

    private static Step join(Step first, Step again, Joining states) {
        if (first.before() == null) {
            return again;
        }
        return again.before() == null
                ? again.withBefore(first.before())
                : again.withBefore(states.join(first, again.before()));
    }

    /** Joins the state that a step was first planned with and the state that was found later. */
    public interface Joining {
        /** The state to restore. */
        JsonNode join(Step first, JsonNode later);
    }
}
