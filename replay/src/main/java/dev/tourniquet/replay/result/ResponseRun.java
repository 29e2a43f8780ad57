package dev.tourniquet.replay.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one response came to on one target, in the ids of the event.
 *
 * @param target the target's key, "-" where the finding names none
 * @param outcome one of the closed set of outcomes
 * @param blastRadius whom else the steps hit
 * @param changes the calls that changed something
 * @param caseId null where no case was opened
 * @param retried whether the function threw, was given the event again, and in the end left it to the dead letters
 */
public record ResponseRun(
        String response,
        String target,
        String outcome,
        List<String> reasons,
        List<String> residualRisks,
        List<String> nextSteps,
        List<String> blastRadius,
        List<StepRun> steps,
        List<String> changes,
        @Nullable String caseId,
        boolean retried) {

    /** With these changes. */
    public ResponseRun withChanges(List<String> made) {
        return new ResponseRun(
                response,
                target,
                outcome,
                reasons,
                residualRisks,
                nextSteps,
                blastRadius,
                steps,
                made,
                caseId,
                retried);
    }

    /** Whether {@code text} speaks of the target or of what a step works on. */
    public boolean concerns(String text) {
        return text.contains(target) || steps.stream().anyMatch(step -> text.contains(step.resource()));
    }
}
