package dev.tourniquet.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Gap;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the unfinished steps of a case that is on record and leased. The order of side effects:
 *
 * <ol>
 *   <li>PREPARE, because the cut needs it.
 *   <li>GUARD, so that the attacker cannot undo what comes next.
 *   <li>CONTAIN, all at once. Meanwhile the prior states that the plan left open are read, so that reading them costs the
 *       attacker no time; they are recorded before the steps that change them run.
 *   <li>Read-back of the cut, and of what came to the target since the plan.
 *   <li>PRESERVE in order, last and whatever happened before: evidence of a failed containment is needed too. What the
 *       invocation has no time for is left to another delivery, so that the outcome is on record in any case.
 *   <li>What the response has to remark on all that.
 * </ol>
 *
 * <p>Every step is absolute, so that all of this can run again from the start.
 */
final class Containment {
    private static final List<Phase> BEFORE_READ_BACK = List.of(Phase.PREPARE, Phase.GUARD, Phase.CONTAIN);

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
     * @param gapsUnknown why the gaps could not be looked for, null where they were
     * @param remarks what showed besides, for a person
     * @param cutAt when the last containing call returned, null where this run made none
     */
    record Done(
            Case subject,
            Map<String, CallFailed> failures,
            List<Gap> gaps,
            @Nullable CallFailed gapsUnknown,
            List<String> remarks,
            @Nullable Instant cutAt) {}

    /** @param planned the plan of this delivery, whose open states are read again even where an earlier one read them */
    Done run(Case opened, Plan planned, Target target) {
        Steps steps = new Steps(response, opened.id().toString(), pause, worker);
        Set<String> unread = Stream.concat(opened.unfinished().stream(), planned.steps().stream())
                .filter(response::isUnread)
                .map(Step::key)
                .collect(Collectors.toSet());
        Predicate<Step> known = step -> !unread.contains(step.key());

        steps.apply(unfinished(opened, Phase.PREPARE, known));
        steps.apply(unfinished(opened, Phase.GUARD, known));
        Case current = cutAndReadTheRest(opened, known, steps);
        for (Phase phase : BEFORE_READ_BACK) {
            steps.apply(unfinished(current, phase, known.negate()));
        }
        boolean cuts =
                opened.unfinished().stream().anyMatch(step -> step.phase().contains());
        Instant cutAt = cuts ? worker.now() : null;

        for (Phase phase : BEFORE_READ_BACK) {
            steps.verify(unfinished(current, phase, step -> true));
        }
        List<Gap> gaps = new ArrayList<>();
        CallFailed gapsUnknown = findGaps(target, current.plan(), gaps);

        for (Step step : unfinished(current, Phase.PRESERVE, step -> true)) {
            if (worker.hasTime()) {
                steps.apply(List.of(step));
                steps.verify(List.of(step));
            }
        }
        List<String> remarks = worker.hasTime() ? remarks(target, current.plan()) : List.of();
        return new Done(current.withProgress(steps.progress()), steps.failures(), gaps, gapsUnknown, remarks, cutAt);
    }

    private Case cutAndReadTheRest(Case opened, Predicate<Step> known, Steps steps) {
        List<Step> unread = opened.unfinished().stream().filter(known.negate()).toList();
        try (SideBySide threads = new SideBySide()) {
            Supplier<Map<String, JsonNode>> states = threads.start(() -> steps.read(unread));
            steps.apply(unfinished(opened, Phase.CONTAIN, known));
            return unread.isEmpty()
                    ? opened
                    : record.apply(opened.withPlan(opened.plan().withStates(states.get(), response::joined)));
        }
    }

    private @Nullable CallFailed findGaps(Target target, Plan plan, List<Gap> gaps) {
        try {
            gaps.addAll(response.gaps(target, plan));
            return null;
        } catch (CallFailed failed) {
            return failed;
        }
    }

    private List<String> remarks(Target target, Plan plan) {
        try {
            return response.remarks(target, plan);
        } catch (CallFailed failed) {
            return List.of("Not all could be looked at: " + failed.getMessage());
        }
    }

    private static List<Step> unfinished(Case subject, Phase phase, Predicate<Step> which) {
        return subject.unfinished().stream()
                .filter(step -> step.phase() == phase)
                .filter(which)
                .toList();
    }
}
