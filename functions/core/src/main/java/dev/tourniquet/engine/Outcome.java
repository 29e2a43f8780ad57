package dev.tourniquet.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What became of one target of a finding.
 *
 * @param kind one of a closed set
 * @param reasons why, in sentences for a person
 * @param residualRisks what stays open
 * @param nextSteps what a person should do
 */
public record Outcome(Kind kind, List<String> reasons, List<String> residualRisks, List<String> nextSteps) {
    /** The closed set of outcomes, the gravest first. */
    public enum Kind {
        /** Nothing could be contained. */
        FAILED,
        /** Some of it is contained; the reasons name what is not. */
        PARTIAL,
        /** Protected, or cannot be modified; a person has to act. */
        REFUSED,
        /** A plan waits for a person. */
        AWAITING_APPROVAL,
        /** Every containing step was read back and holds. */
        CONTAINED,
        /** It already was so. */
        ALREADY_CONTAINED,
        /** Planned only. */
        DRY_RUN,
        /** There is nothing to contain. */
        NOTHING_TO_DO,
        /** Not to be contained. */
        SKIPPED
    }

    public Outcome {
        reasons = List.copyOf(reasons);
        residualRisks = List.copyOf(residualRisks);
        nextSteps = List.copyOf(nextSteps);
    }

    /** This outcome, for these reasons as well. */
    Outcome because(Collection<? extends Exception> more) {
        List<String> all = new ArrayList<>(reasons);
        more.forEach(each -> all.add("cannot be read: " + each.getMessage()));
        return new Outcome(kind, all, residualRisks, nextSteps);
    }

    /** An outcome with one reason. */
    public static Outcome of(Kind kind, String reason) {
        return new Outcome(kind, List.of(reason), List.of(), List.of());
    }
}
