package dev.tourniquet.engine;

import dev.tourniquet.engine.ReleaseReport.StepReleased;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a containment back, the last step first. Compares before it restores: what somebody changed since is named and
 * left alone. A step that cannot be taken back now does not keep the others from it, and leaves the case active.
 */
public final class Releaser {
    private final Response response;
    private final Ledger ledger;
    private final Settlement settlement;
    private final Reporter reporter;

    Releaser(Response response, Ledger ledger, Settlement settlement, Reporter reporter) {
        this.response = response;
        this.ledger = ledger;
        this.settlement = settlement;
        this.reporter = reporter;
    }

    /**
     * Releases a case.
     *
     * @throws CommandRefused where there is nothing to release
     * @throws RetryLater where somebody is at work on the case
     */
    public ReleaseReport release(ReleaseRequest request, Worker worker) {
        Case found = releasable(request.caseId(), worker);
        Case leased = settlement.write(found.withLease(worker.lease()), worker);
        List<StepReleased> steps = new ArrayList<>();
        for (Step step : leased.plan().steps().reversed()) {
            Restoration restoration = restore(step, request);
            steps.add(new StepReleased(step.action(), step.resource(), restoration.kind(), restoration.note()));
        }
        boolean complete = steps.stream().noneMatch(step -> step.result() == Restoration.Kind.FAILED);
        ReleaseReport report = new ReleaseReport(
                1,
                request.caseId(),
                reporter.account(),
                reporter.region(),
                complete,
                request.reason(),
                request.requestedBy(),
                steps,
                worker.now());
        Case done = complete ? leased.released(worker.now()) : leased;
        Case written =
                settlement.write(done.settled(new Announcement(Announcement.RELEASE, Json.tree(report))), worker);
        settlement.publish(written, worker);
        return report;
    }

    private Case releasable(String text, Worker worker) {
        CaseId id;
        try {
            id = CaseId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefused(e.getMessage());
        }
        if (!id.response().equals(response.name())) {
            throw new CommandRefused("case " + id + " belongs to the function of " + id.response() + "; send it there");
        }
        Case found =
                ledger.find(id).orElseThrow(() -> new CommandRefused("there is no case " + id + " in this ledger"));
        if (found.leasedByOther(worker.id(), worker.now())) {
            throw new RetryLater("case " + id + " is being worked on; try again in a minute");
        }
        return switch (found.status()) {
            case ACTIVE -> found;
            case RELEASED -> throw new CommandRefused("case " + id + " was released at " + found.releasedAt());
            case WAITING -> throw new CommandRefused("case " + id + " waits for approval: nothing was changed");
            case CLOSED -> throw new CommandRefused("case " + id + " ended without a change");
        };
    }

    private Restoration restore(Step step, ReleaseRequest request) {
        if (step.before() == null) {
            return new Restoration(Restoration.Kind.ALREADY_SO, "was never carried out");
        }
        try {
            return response.action(step.action()).release(step, request.caseId(), request.options());
        } catch (CallFailed failed) {
            return new Restoration(Restoration.Kind.FAILED, String.valueOf(failed.getMessage()));
        }
    }
}
