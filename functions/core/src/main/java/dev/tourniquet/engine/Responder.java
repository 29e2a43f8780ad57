package dev.tourniquet.engine;

import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Response;
import java.util.List;

/**
 * Takes a finding through one response. Each of its targets is dealt with, whatever became of the others; a target that
 * needs another delivery makes the whole event come again, and those that are done find that they are.
 */
public final class Responder {
    private final Response response;
    private final Decider decider;
    private final Journal journal;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Casework casework;
    private final CaseLookup cases;

    Responder(
            Response response,
            Decider decider,
            Journal journal,
            Settlement settlement,
            Reporter reporter,
            Casework casework,
            CaseLookup cases) {
        this.response = response;
        this.decider = decider;
        this.journal = journal;
        this.settlement = settlement;
        this.reporter = reporter;
        this.casework = casework;
        this.cases = cases;
    }

    /**
     * One result for each target of this response, or one SKIPPED where the finding has none.
     *
     * @throws RetryLater where the event has to be delivered again, after all targets were tried
     */
    public List<Result> respond(Finding finding, Worker worker) {
        journal.arrived(finding);
        List<Target> targets =
                finding.targets().stream().filter(response::covers).distinct().toList();
        List<Result> results = targets.isEmpty()
                ? List.of(skipped(finding, "-", whyNone(finding), worker))
                : respond(finding, targets, worker);
        journal.finished(finding);
        return results;
    }

    /**
     * Goes through the finding that led to a case again, as if it were delivered now.
     *
     * @throws CommandRefused where there is none on record
     * @throws RetryLater where somebody is at work on the case, or its ledger fails
     */
    public Result retry(String caseId, Worker worker) {
        Trigger trigger = CaseLookup.trigger(cases.find(caseId, worker));
        return respond(trigger.finding(), trigger.target(), worker);
    }

    private List<Result> respond(Finding finding, List<Target> targets, Worker worker) {
        EachTarget<Result> all = new EachTarget<>(worker);
        for (Target target : targets) {
            all.take(target, () -> {
                Result result = respond(finding, target, worker);
                if (result.report().willRetry()) {
                    all.again(retry(result.report()));
                }
                return result;
            });
        }
        return all.done();
    }

    /** What makes the event come again, as {@code report} says that it will. */
    static RetryLater retry(Report report) {
        return new RetryLater(report.target() + " is " + report.outcome() + ": " + String.join("; ", report.reasons()));
    }

    private Result respond(Finding finding, Target target, Worker worker) {
        try {
            return decide(finding, target, worker);
        } catch (UnreadableCase unreadable) {
            return casework.unreadable(new Trigger(finding, target), unreadable, worker);
        }
    }

    private Result decide(Finding finding, Target target, Worker worker) {
        Trigger trigger = new Trigger(finding, target);
        try {
            return switch (decider.decide(finding, target, response.thresholds(target))) {
                case Decision.Skip(String reason) -> skipped(finding, target.key(), reason, worker);
                case Decision.DryRun _ -> casework.observe(trigger, worker);
                case Decision.AskFirst ask -> casework.ask(trigger, ask, worker);
                case Decision.Contain _ -> casework.contain(trigger, worker);
            };
        } catch (CallFailed failed) {
            return casework.failed(trigger, failed, worker);
        }
    }

    private Result skipped(Finding finding, String targetKey, String reason, Worker worker) {
        Outcome outcome = Outcome.of(Outcome.Kind.SKIPPED, reason);
        return settlement.unrecorded(reporter.report(finding, targetKey, outcome, worker), Plan.EMPTY);
    }

    private static String whyNone(Finding finding) {
        return finding.targets().stream()
                .map(target -> target instanceof Target.Unsupported(String kind, String _, String reason)
                        ? kind + ": " + reason
                        : "the finding names no target of this response")
                .findFirst()
                .orElse("the finding names no target");
    }
}
