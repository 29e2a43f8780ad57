package dev.tourniquet.engine;

import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import java.util.List;
import java.util.stream.Stream;

/** Outcomes that follow from a planning alone. */
final class Outcomes {
    private Outcomes() {}

    /** The containing calls may have been made, but what they came to is not on record. */
    static final Outcome UNDER_WAY =
            Outcome.of(Outcome.Kind.FAILED, "under way when the ledger failed: what was contained is not known");

    /** What a planning comes to when nothing is changed. */
    static Outcome withoutContaining(Planning planning) {
        return switch (planning) {
            case Planning.Planned(var plan) ->
                new Outcome(Outcome.Kind.DRY_RUN, List.of(), plan.residualRisks(), plan.nextSteps());
            case Planning.NeedsApproval(var plan, String reason) -> waiting(plan, reason);
            case Planning.Held(var plan, String reason) -> waiting(plan, reason);
            case Planning.AlreadyContained(String reason, List<String> risks, var _) ->
                new Outcome(Outcome.Kind.ALREADY_CONTAINED, List.of(reason), risks, List.of());
            case Planning.NothingToDo(String reason) -> Outcome.of(Outcome.Kind.NOTHING_TO_DO, reason);
            case Planning.Refused(String reason, List<String> nextSteps) ->
                new Outcome(Outcome.Kind.REFUSED, List.of(reason), List.of(), nextSteps);
            case Planning.Exempt(String reason) -> Outcome.of(Outcome.Kind.SKIPPED, reason);
        };
    }

    /** What observing shows: nothing waits for anybody. */
    static Outcome ofDryRun(Planning planning, String why) {
        Outcome outcome = withoutContaining(planning);
        boolean waits = outcome.kind() == Outcome.Kind.AWAITING_APPROVAL;
        if (!waits && outcome.kind() != Outcome.Kind.DRY_RUN) {
            return outcome;
        }
        List<String> reasons = Stream.concat(
                        Stream.of(why + ": nothing was changed"),
                        outcome.reasons().stream()
                                .filter(_ -> waits)
                                .map(reason -> "would wait for approval: " + reason))
                .toList();
        return new Outcome(
                Outcome.Kind.DRY_RUN,
                reasons,
                outcome.residualRisks(),
                plan(planning).nextSteps());
    }

    /** The plan of a planning, {@link Plan#EMPTY} where it has none. */
    static Plan plan(Planning planning) {
        return switch (planning) {
            case Planning.Planned(Plan plan) -> plan;
            case Planning.NeedsApproval(Plan plan, String _) -> plan;
            case Planning.Held(Plan plan, String _) -> plan;
            case Planning.AlreadyContained _, Planning.NothingToDo _, Planning.Refused _, Planning.Exempt _ ->
                Plan.EMPTY;
        };
    }

    private static Outcome waiting(Plan plan, String reason) {
        return new Outcome(
                Outcome.Kind.AWAITING_APPROVAL, List.of(reason), plan.residualRisks(), byHand(plan.nextSteps()));
    }

    /** The live state could not be read, so nothing was done. */
    static Outcome failed(CallFailed failed) {
        List<String> next = failed.kind() == CallFailed.Kind.RETRYABLE ? List.of() : List.of(byHand(failed));
        return new Outcome(
                Outcome.Kind.FAILED, List.of("nothing was changed: " + failed.getMessage()), List.of(), next);
    }

    /** What is on record cannot be read, so nothing was done. */
    static Outcome failed(UnreadableCase unreadable) {
        return new Outcome(
                Outcome.Kind.FAILED,
                List.of("nothing was changed: " + unreadable.getMessage()),
                List.of(),
                List.of("Contain by hand, as the runbook says.", unreadable.remedy()));
    }

    /** What a person does about a call that will fail again. */
    static String byHand(CallFailed failed) {
        return failed.remedy()
                .orElseGet(
                        () -> "Find out what refuses " + failed.action() + " on " + failed.resource()
                                + " (the function's role, a service control policy, a resource policy); then contain by hand, as the runbook says.");
    }

    /** What a person does about evidence that will not be kept. */
    static String keepByHand(CallFailed failed) {
        return "Find out what refuses " + failed.action() + " on " + failed.resource()
                + "; what that was to preserve is to be kept by hand, where it can be.";
    }

    private static List<String> byHand(List<String> nextSteps) {
        return Stream.concat(
                        Stream.of(
                                "Look at the plan and decide whether it is to be carried out: tourniquet cases show, then tourniquet approve."),
                        nextSteps.stream())
                .toList();
    }
}
