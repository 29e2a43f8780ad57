package dev.tourniquet.engine;

import dev.tourniquet.engine.Report.ApprovalAsked;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Approval;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is recorded and told where nothing is contained, at least not now. */
final class Abstention {
    /** Outcomes that a passing failure, or a question that is moot by now, can leave behind although all is in place. */
    private static final Set<String> UNDECIDED =
            Set.of(Outcome.Kind.FAILED.name(), Outcome.Kind.PARTIAL.name(), Outcome.Kind.AWAITING_APPROVAL.name());

    private final Docket docket;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Duration approvalsLast;

    Abstention(Docket docket, Settlement settlement, Reporter reporter, Duration approvalsLast) {
        this.docket = docket;
        this.settlement = settlement;
        this.reporter = reporter;
        this.approvalsLast = approvalsLast;
    }

    /** Changes nothing; a plan that waits for a person is on record with the case. */
    Result of(Trigger trigger, Standing standing, boolean limited, Worker worker) {
        Planning planning = standing.planning();
        Plan plan = Outcomes.plan(planning);
        Report report = report(trigger, Outcomes.withoutContaining(planning), worker);
        boolean asks = planning instanceof Planning.NeedsApproval || planning instanceof Planning.Held;
        Approval asked = asks ? Approval.of(plan, worker.now()) : null;
        if (asked != null) {
            report = report.withSteps(plan)
                    .asking(new ApprovalAsked(asked.planHash(), asked.askedAt().plus(approvalsLast), limited));
        }
        Optional<Case> active = standing.active();
        if (active.isPresent()) {
            return leaveActive(trigger, active.get(), asked, report, worker);
        }
        return switch (planning) {
            case Planning.NeedsApproval _ -> {
                Status status = standing.has(Status.HELD) ? Status.HELD : Status.WAITING;
                yield close(trigger, standing.latest(), status, plan, asked, report, worker);
            }
            case Planning.Held _ -> close(trigger, standing.latest(), Status.HELD, plan, asked, report, worker);
            case Planning.Exempt _ -> settlement.unrecorded(report, Plan.EMPTY);
            case Planning.Refused _, Planning.NothingToDo _, Planning.AlreadyContained _, Planning.Planned _ ->
                close(trigger, standing.latest(), Status.CLOSED, Plan.EMPTY, null, report, worker);
        };
    }

    private Result leaveActive(Trigger trigger, Case active, @Nullable Approval asked, Report report, Worker worker) {
        Report about = report.of(active.id());
        if (asked != null) {
            return settlement.recorded(active.withApproval(asked).triggeredBy(trigger), about, worker);
        }
        if (isNews(active, report)) {
            return settlement.recorded(active, about, worker);
        }
        settlement.publish(active, worker);
        return settlement.unrecorded(about, Plan.EMPTY);
    }

    /** A delivery that failed in passing must not have the last word on record about a target that is contained. */
    private static boolean isNews(Case active, Report report) {
        return report.outcome() == Outcome.Kind.ALREADY_CONTAINED
                && active.announcement() != null
                && UNDECIDED.contains(
                        active.announcement().detail().path("outcome").asText());
    }

    private Result close(
            Trigger trigger,
            Optional<Case> latest,
            Status status,
            Plan plan,
            @Nullable Approval asked,
            Report report,
            Worker worker) {
        Case closed = docket.close(first(trigger), latest, status, trigger, plan, asked, worker);
        return settlement.recorded(closed, report.of(closed.id()), worker);
    }

    /** The answer for a target that was released, where the finding tells of nothing since; otherwise none. */
    Optional<Result> sinceRelease(Trigger trigger, Standing standing, Worker worker) {
        return standing.latest()
                .filter(found -> nothingSince(found, trigger.finding()))
                .map(released -> "released at " + released.releasedAt() + ", and the finding reports nothing since")
                .map(reason -> settlement.unrecorded(
                        report(trigger, Outcome.of(Outcome.Kind.SKIPPED, reason), worker), Plan.EMPTY));
    }

    /** Records that the live state could not be read. */
    Result failed(Trigger trigger, CallFailed failed, Worker worker) {
        Report report =
                report(trigger, Outcomes.failed(failed), worker).retried(failed.kind() == CallFailed.Kind.RETRYABLE);
        try {
            Optional<Case> latest = docket.latest(first(trigger), worker);
            if (latest.filter(found -> nothingSince(found, trigger.finding())).isPresent() || Standing.waits(latest)) {
                return settlement.unrecorded(report, Plan.EMPTY);
            }
            Optional<Case> active = latest.filter(found -> found.status() == Status.ACTIVE);
            return active.isPresent()
                    ? settlement.recorded(active.get(), report.of(active.get().id()), worker)
                    : close(trigger, latest, Status.CLOSED, Plan.EMPTY, null, report, worker);
        } catch (CallFailed ledgerFailed) {
            settlement.unrecorded(report.retried(true), Plan.EMPTY);
            throw new RetryLater("neither done nor recorded: " + failed.getMessage(), ledgerFailed);
        }
    }

    /** Leaves a case that cannot be read as it is, and with it the target: its first prior state may be in there. */
    Result unreadable(Trigger trigger, UnreadableCase unreadable, Worker worker) {
        Report report = report(trigger, Outcomes.failed(unreadable), worker);
        return settlement.unrecorded(report, Plan.EMPTY).keepingTheEvent();
    }

    private CaseId first(Trigger trigger) {
        return reporter.firstCase(trigger.target().key());
    }

    private Report report(Trigger trigger, Outcome outcome, Worker worker) {
        return reporter.report(trigger.finding(), trigger.target().key(), outcome, worker);
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
