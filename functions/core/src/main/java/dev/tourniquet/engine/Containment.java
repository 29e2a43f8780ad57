package dev.tourniquet.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Carries out the unfinished steps of a case that is on record and leased. The order of side effects:
 *
 * <ol>
 *   <li>PREPARE, because the cut needs it.
 *   <li>CONTAIN, all at once. Meanwhile the prior states that the plan left open are read, so that reading them costs the
 *       attacker no time; they are recorded before the steps that change them run.
 *   <li>Read-back of the cut, and of what came to the target since the plan.
 *   <li>PRESERVE in order, last and whatever happened before: evidence of a failed containment is needed too.
 * </ol>
 *
 * <p>Every step is absolute, so that all of this can run again from the start.
 */
final class Containment {
    private final Response response;
    private final Pause pause;
    private final Worker worker;
    private final UnaryOperator<Case> record;

    /** @param record writes the case and returns it as written */
    Containment(Response response, Pause pause, Worker worker, UnaryOperator<Case> record) {
        this.response = response;
        this.pause = pause;
        this.worker = worker;
        this.record = record;
    }

    /**
     * How it went.
     *
     * @param subject the case with its progress, not yet written
     * @param failures the calls that failed, by step key
     * @param gaps what is not contained although no step says so
     * @param cutAt when the last containing call returned
     */
    record Done(Case subject, Map<String, CallFailed> failures, List<String> gaps, Instant cutAt) {}

    Done run(Case opened, Target target) {
        Steps steps = new Steps(response::action, opened.id().toString(), pause);
        List<Step> unread = opened.unfinished().stream()
                .filter(step -> step.before() == null)
                .toList();

        steps.apply(unfinished(opened, Phase.PREPARE));
        Case current = cutAndReadTheRest(opened, unread, steps);
        List<String> unreadKeys = unread.stream().map(Step::key).toList();
        steps.apply(unfinished(current, Phase.CONTAIN).stream()
                .filter(step -> unreadKeys.contains(step.key()))
                .toList());
        Instant cutAt = worker.now();

        steps.verify(unfinished(current, Phase.PREPARE));
        steps.verify(unfinished(current, Phase.CONTAIN));
        List<String> gaps = gaps(target, current.plan());

        for (Step step : unfinished(current, Phase.PRESERVE)) {
            steps.apply(List.of(step));
            steps.verify(List.of(step));
        }
        return new Done(current.withProgress(steps.progress()), steps.failures(), gaps, cutAt);
    }

    private Case cutAndReadTheRest(Case opened, List<Step> unread, Steps steps) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Map<String, JsonNode>> states =
                    CompletableFuture.supplyAsync(() -> steps.read(unread), threads);
            steps.apply(unfinished(opened, Phase.CONTAIN).stream()
                    .filter(step -> step.before() != null)
                    .toList());
            return unread.isEmpty()
                    ? opened
                    : record.apply(opened.withPlan(opened.plan().withStates(states.join())));
        }
    }

    private List<String> gaps(Target target, Plan plan) {
        try {
            return response.gaps(target, plan);
        } catch (CallFailed failed) {
            return List.of("not known whether anything was added meanwhile: " + failed.getMessage());
        }
    }

    private static List<Step> unfinished(Case subject, Phase phase) {
        return subject.unfinished().stream()
                .filter(step -> step.phase() == phase)
                .toList();
    }
}
