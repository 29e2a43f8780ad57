package dev.tourniquet.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Carries out steps side by side and keeps count of what failed. A step that failed is not touched again. */
final class Steps {
    private final Response response;
    private final String caseId;
    private final Pause pause;
    private final Worker worker;
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();
    private final Map<String, CallFailed> failures = Collections.synchronizedMap(new LinkedHashMap<>());

    Steps(Response response, String caseId, Pause pause, Worker worker) {
        this.response = response;
        this.caseId = caseId;
        this.pause = pause;
        this.worker = worker;
    }

    /** The state of each step's resource, by step key; a step whose state cannot be read has failed. */
    Map<String, JsonNode> read(Collection<Step> steps) {
        Map<String, JsonNode> states = new ConcurrentHashMap<>();
        each(steps, step -> states.put(step.key(), action(step).read(step)));
        return states;
    }

    /** Carries out the steps. */
    void apply(Collection<Step> steps) {
        each(steps, step -> {
            action(step).apply(step, caseId);
            progress.put(step.key(), Progress.UNVERIFIED);
        });
    }

    /** Reads the steps back until they hold or the time for it is over. */
    void verify(Collection<Step> steps) {
        each(steps, step -> progress.put(step.key(), holdsInTime(step) ? Progress.VERIFIED : Progress.UNVERIFIED));
    }

    /** What the steps came to, by step key. */
    Map<String, Progress> progress() {
        return Map.copyOf(progress);
    }

    /** The calls that failed, by step key, in the order in which they did. */
    Map<String, CallFailed> failures() {
        return failures;
    }

    private boolean holdsInTime(Step step) {
        Patience patience = new Patience(pause, worker);
        do {
            if (action(step).holds(step, caseId)) {
                return true;
            }
        } while (patience.another());
        return false;
    }

    private StepAction action(Step step) {
        return response.action(step.action());
    }

    private void each(Collection<Step> steps, Consumer<Step> work) {
        try (SideBySide threads = new SideBySide()) {
            List<Step> intact = steps.stream()
                    .filter(step -> !failures.containsKey(step.key()))
                    .toList();
            List<Step> _ = threads.map(intact, step -> attempted(step, work));
        }
    }

    private Step attempted(Step step, Consumer<Step> work) {
        try {
            work.accept(step);
        } catch (CallFailed failed) {
            fail(step, failed);
        } catch (IllegalArgumentException unexpected) {
            // A state on record in a form that the action does not know. Another delivery finds the same.
            fail(step, unreadable(step, unexpected));
        }
        return step;
    }

    private void fail(Step step, CallFailed why) {
        failures.put(step.key(), why);
        progress.put(step.key(), Progress.FAILED);
    }

    private static CallFailed unreadable(Step step, IllegalArgumentException why) {
        return new CallFailed(step.action(), step.resource(), "not understood", CallFailed.Kind.REJECTED, why)
                .explained(
                        " (what is on record of it, or what was read, is not as expected)",
                        "Look at the step " + step.key()
                                + " of the case in the ledger, and contain by hand, as the runbook says.");
    }
}
