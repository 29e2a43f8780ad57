package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The work on one case: from the live state to a recorded outcome. */
final class Casework {
    private final Response response;
    private final Docket docket;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Pause pause;

    Casework(Response response, Docket docket, Settlement settlement, Reporter reporter, Pause pause) {
        this.response = response;
        this.docket = docket;
        this.settlement = settlement;
        this.reporter = reporter;
        this.pause = pause;
    }

    /** Where a target stands: its latest case, and what the live state asks for. Read side by side. */
    private record Standing(Optional<Case> latest, Planning planning) {}

    Result contain(Finding finding, Target target, Worker worker) {
        Standing standing = read(finding, target, worker);
        return settle(finding, target, standing.latest(), standing.planning(), worker);
    }

    Result ask(Finding finding, Target target, String reason, Worker worker) {
        Standing standing = read(finding, target, worker);
        Planning planning = standing.planning() instanceof Planning.Planned(Plan plan)
                ? new Planning.NeedsApproval(plan, reason)
                : standing.planning();
        return settle(finding, target, standing.latest(), planning, worker);
    }

    /** Records that the live state could not be read. */
    Result failed(Finding finding, Target target, CallFailed failed, Worker worker) {
        Report report = reporter.report(finding, target.key(), Outcomes.failed(failed), worker)
                .retried(failed.kind() == CallFailed.Kind.RETRYABLE);
        try {
            Optional<Case> latest = docket.latest(reporter.firstCase(target.key()), worker);
            return active(latest).isPresent()
                    ? settlement.unrecorded(report, Plan.EMPTY)
                    : close(latest, finding, Plan.EMPTY, report, worker);
        } catch (CallFailed ledgerFailed) {
            settlement.unrecorded(report, Plan.EMPTY);
            throw new RetryLater("neither done nor recorded: " + failed.getMessage(), ledgerFailed);
        }
    }

    private Result settle(Finding finding, Target target, Optional<Case> before, Planning planning, Worker worker) {
        Optional<Case> latest =
                before.map(each -> each.status() == Status.ACTIVE ? settlement.publish(each, worker) : each);
        Optional<Case> active = active(latest);
        Optional<Instant> released = latest.map(Case::releasedAt);
        if (released.isPresent() && nothingSince(released.get(), finding)) {
            return unrecorded(
                    finding,
                    target,
                    Outcome.of(
                            Outcome.Kind.SKIPPED,
                            "released at " + released.get() + ", and the finding reports nothing since"),
                    worker);
        }
        return switch (planning) {
            case Planning.Planned(Plan plan) -> carryOut(finding, target, latest, plan, worker);
            case Planning.AlreadyContained(String _, List<String> risks)
            when active.filter(Casework::brokenOff).isPresent() ->
                carryOut(finding, target, latest, new Plan(List.of(), risks, List.of()), worker);
            case Planning.NeedsApproval(Plan plan, String _)
            when active.isEmpty() ->
                close(
                        latest,
                        finding,
                        plan,
                        report(finding, target, planning, worker).withSteps(plan),
                        worker);
            case Planning.Refused _, Planning.NothingToDo _, Planning.AlreadyContained _
            when active.isEmpty() ->
                close(latest, finding, Plan.EMPTY, report(finding, target, planning, worker), worker);
            case Planning.NeedsApproval _,
                    Planning.AlreadyContained _,
                    Planning.NothingToDo _,
                    Planning.Refused _,
                    Planning.Exempt _ ->
                settlement.unrecorded(
                        active.map(found -> report(finding, target, planning, worker)
                                        .of(found.id()))
                                .orElseGet(() -> report(finding, target, planning, worker)),
                        Plan.EMPTY);
        };
    }

    private Result carryOut(Finding finding, Target target, Optional<Case> latest, Plan plan, Worker worker) {
        Case opened = docket.open(reporter.firstCase(target.key()), latest, finding.id(), plan, worker);
        try {
            Containment.Done done = new Containment(
                            response, pause, worker, subject -> settlement.write(subject, worker))
                    .run(opened, target);
            Verdict verdict = new Verdict(done);
            Report report = reporter.report(finding, target.key(), verdict.outcome(), worker)
                    .contained(done, worker)
                    .retried(verdict.mayGetFurther());
            return settlement.recorded(done.subject(), report, worker);
        } catch (CallFailed failed) {
            throw new RetryLater(
                    "case " + opened.id() + " is under way but not recorded: " + failed.getMessage(), failed);
        }
    }

    private Result close(Optional<Case> latest, Finding finding, Plan waiting, Report report, Worker worker) {
        Case closed = docket.close(reporter.firstCase(report.target()), latest, finding.id(), waiting, worker);
        return settlement.recorded(closed, report.of(closed.id()), worker);
    }

    private Result unrecorded(Finding finding, Target target, Outcome outcome, Worker worker) {
        return settlement.unrecorded(reporter.report(finding, target.key(), outcome, worker), Plan.EMPTY);
    }

    private Report report(Finding finding, Target target, Planning planning, Worker worker) {
        return reporter.report(finding, target.key(), Outcomes.withoutContaining(planning), worker);
    }

    private Standing read(Finding finding, Target target, Worker worker) {
        CaseId first = reporter.firstCase(target.key());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Optional<Case>> latest =
                    CompletableFuture.supplyAsync(() -> docket.latest(first, worker), threads);
            Planning planning = response.plan(finding, target);
            return new Standing(latest.join(), planning);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Optional<Case> active(Optional<Case> latest) {
        return latest.filter(found -> found.status() == Status.ACTIVE);
    }

    private static boolean brokenOff(Case active) {
        return !active.unfinished().isEmpty();
    }

    /** A recurrence that tells only of what was there before the release is no reason to contain again. */
    private static boolean nothingSince(Instant released, Finding finding) {
        Instant last = finding.lastActivity();
        return last != null && !last.isAfter(released);
    }
}
