package dev.tourniquet.engine;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The work on one case: from the live state to a recorded outcome. */
final class Casework {
    /** Outcomes that a passing failure can leave behind although all is in place. */
    private static final Set<String> UNDECIDED = Set.of(Outcome.Kind.FAILED.name(), Outcome.Kind.PARTIAL.name());

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

    /** Contains, unless the account says otherwise. */
    Result contain(Finding finding, Target target, Worker worker) {
        Standing standing = read(finding, target, worker);
        return settle(finding, target, standing.with(standing.toContain()), worker);
    }

    /** Leaves the plan to a person, and finishes nothing that an earlier delivery left unfinished. */
    Result ask(Finding finding, Target target, Decision.AskFirst ask, Worker worker) {
        Standing standing = read(finding, target, worker);
        return settle(finding, target, standing.with(standing.toAsk(ask)), worker);
    }

    /** Records that the live state could not be read. */
    Result failed(Finding finding, Target target, CallFailed failed, Worker worker) {
        Report report = reporter.report(finding, target.key(), Outcomes.failed(failed), worker)
                .retried(failed.kind() == CallFailed.Kind.RETRYABLE);
        try {
            Optional<Case> latest = docket.latest(reporter.firstCase(target.key()), worker);
            if (latest.filter(found -> nothingSince(found, finding)).isPresent() || Standing.waits(latest)) {
                return settlement.unrecorded(report, Plan.EMPTY);
            }
            Optional<Case> active = latest.filter(found -> found.status() == Status.ACTIVE);
            return active.isPresent()
                    ? settlement.recorded(active.get(), report.of(active.get().id()), worker)
                    : close(latest, Status.CLOSED, finding, target, Plan.EMPTY, report, worker);
        } catch (CallFailed ledgerFailed) {
            settlement.unrecorded(report.retried(true), Plan.EMPTY);
            throw new RetryLater("neither done nor recorded: " + failed.getMessage(), ledgerFailed);
        }
    }

    /** Leaves a case that cannot be read as it is, and with it the target: its first prior state may be in there. */
    Result unreadable(Finding finding, Target target, UnreadableCase unreadable, Worker worker) {
        Report report = reporter.report(finding, target.key(), Outcomes.failed(unreadable), worker);
        return settlement.unrecorded(report, Plan.EMPTY).keepingTheEvent();
    }

    private void requireKnown(Plan onRecord, CaseId id) {
        for (Step step : onRecord.steps()) {
            try {
                response.action(step.action());
            } catch (IllegalArgumentException unknown) {
                throw UnreadableCase.ofAnotherVersion(id.toString());
            }
        }
    }

    private Result settle(Finding finding, Target target, Standing standing, Worker worker) {
        Optional<Case> latest = standing.latest();
        Optional<Case> released = latest.filter(found -> nothingSince(found, finding));
        if (released.isPresent()) {
            String reason = "released at " + released.get().releasedAt() + ", and the finding reports nothing since";
            return settlement.unrecorded(
                    reporter.report(finding, target.key(), Outcome.of(Outcome.Kind.SKIPPED, reason), worker),
                    Plan.EMPTY);
        }
        if (standing.planning() instanceof Planning.Planned(Plan plan)) {
            return carryOut(finding, target, standing, plan, worker);
        }
        Report report = reporter.report(finding, target.key(), Outcomes.withoutContaining(standing.planning()), worker);
        Optional<Case> active = standing.active();
        if (active.isPresent()) {
            if (isNews(active.get(), report)) {
                return settlement.recorded(active.get(), report.of(active.get().id()), worker);
            }
            settlement.publish(active.get(), worker);
            return settlement.unrecorded(report.of(active.get().id()), Plan.EMPTY);
        }
        return switch (standing.planning()) {
            case Planning.NeedsApproval(Plan plan, String _) -> {
                Status status = standing.has(Status.HELD) ? Status.HELD : Status.WAITING;
                yield close(latest, status, finding, target, plan, report.withSteps(plan), worker);
            }
            case Planning.Held(Plan plan, String _) ->
                close(latest, Status.HELD, finding, target, plan, report.withSteps(plan), worker);
            case Planning.Exempt _ -> settlement.unrecorded(report, Plan.EMPTY);
            case Planning.Refused _, Planning.NothingToDo _, Planning.AlreadyContained _, Planning.Planned _ ->
                close(latest, Status.CLOSED, finding, target, Plan.EMPTY, report, worker);
        };
    }

    /** A delivery that failed in passing must not have the last word on record about a target that is contained. */
    private static boolean isNews(Case active, Report report) {
        return report.outcome() == Outcome.Kind.ALREADY_CONTAINED
                && active.announcement() != null
                && UNDECIDED.contains(
                        active.announcement().detail().path("outcome").asText());
    }

    private Result carryOut(Finding finding, Target target, Standing standing, Plan plan, Worker worker) {
        CaseId first = reporter.firstCase(target.key());
        Case opened = standing.active()
                .map(active -> docket.join(active, finding, target, plan, response::joined, worker))
                .orElseGet(() -> docket.open(first, standing.latest(), finding, target, plan, worker));
        Report report = reporter.report(finding, target.key(), Outcomes.UNDER_WAY, worker)
                .of(opened.id());
        try {
            Containment.Done done = new Containment(
                            response, pause, worker, subject -> settlement.write(subject, worker))
                    .run(opened, plan, target);
            Verdict verdict = new Verdict(done);
            report = reporter.report(finding, target.key(), verdict.outcome(), worker)
                    .contained(done, worker)
                    .retried(verdict.mayGetFurther());
            return settlement.recorded(done.subject(), report, worker);
        } catch (CallFailed failed) {
            settlement.unrecorded(report.retried(true), Plan.EMPTY);
            throw new RetryLater("case " + opened.id() + " could not be recorded: " + failed.getMessage(), failed);
        }
    }

    private Result close(
            Optional<Case> latest,
            Status status,
            Finding finding,
            Target target,
            Plan plan,
            Report report,
            Worker worker) {
        Case closed = docket.close(reporter.firstCase(target.key()), latest, status, finding, target, plan, worker);
        return settlement.recorded(closed, report.of(closed.id()), worker);
    }

    private Standing read(Finding finding, Target target, Worker worker) {
        CaseId first = reporter.firstCase(target.key());
        try (SideBySide threads = new SideBySide()) {
            Supplier<Optional<Case>> latest = threads.start(() -> docket.latest(first, worker));
            Planning planning = response.plan(finding, target);
            latest.get()
                    .filter(found -> found.status() == Status.ACTIVE)
                    .ifPresent(found -> requireKnown(found.plan(), found.id()));
            return new Standing(latest.get(), planning);
        }
    }

    /**
     * A recurrence that tells only of what was there before the release is no reason to contain again. One that does not
     * say when is new unless its finding is the one that was released.
     */
    private static boolean nothingSince(Case latest, Finding finding) {
        if (latest.releasedAt() == null) {
            return false;
        }
        return finding.lastActivity() == null
                ? latest.findingIds().contains(finding.id())
                : !finding.lastActivity().isAfter(latest.releasedAt());
    }
}
