package dev.tourniquet.engine;

import dev.tourniquet.engine.CommandRefused.Kind;
import dev.tourniquet.engine.ReleaseReport.StepReleased;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes a containment back, the last step first. Compares before it restores: what somebody changed since is named and
 * left alone. A step that cannot be taken back now does not keep the others from it, and leaves the case active. The
 * latest case of a target that changed something can be released again, for what had drifted or was kept the first time: by
 * force where the operator wants even that overwritten.
 */
public final class Releaser {
    private static final Set<Restoration.Kind> BACK =
            Set.of(Restoration.Kind.RESTORED, Restoration.Kind.ALREADY_SO, Restoration.Kind.GONE);

    /** What was changed so long ago is read as it is. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final Set<Case.Status> CHANGED = Set.of(Case.Status.ACTIVE, Case.Status.RELEASED);

    private final Response response;
    private final Ledger ledger;
    private final Journal journal;
    private final Settlement settlement;
    private final Reporter reporter;
    private final Pause pause;
    private final CaseLookup cases;

    Releaser(Response response, Ledger ledger, Journal journal, Settlement settlement, Reporter reporter, Pause pause) {
        this.response = response;
        this.ledger = ledger;
        this.journal = journal;
        this.settlement = settlement;
        this.reporter = reporter;
        this.pause = pause;
        this.cases = new CaseLookup(response.name(), ledger);
    }

    /**
     * Releases a case.
     *
     * @throws CommandRefused where there is nothing to release
     * @throws RetryLater where somebody is at work on the case
     */
    public ReleaseReport release(ReleaseRequest request, Worker worker) {
        refuseUnknown(request.options());
        Case found = releasable(cases.find(request.caseId(), worker));
        // Where this release dies halfway nothing is known to be in place any more, evidence included.
        Case leased = settlement.write(
                found.releasing(worker.now()).noting(begun(request, worker)).withLease(worker.lease()), worker);
        boolean fresh = found.updatedAt().plus(SETTLED).isAfter(worker.now());
        StepRelease release =
                new StepRelease(response, request, step -> fresh && !isBack(step, found), new Patience(pause, worker));
        List<StepReleased> steps = new ArrayList<>();
        Set<String> restored = new HashSet<>();
        for (Step step : leased.plan().steps().reversed()) {
            Restoration restoration = release.of(step);
            steps.add(new StepReleased(step.action(), step.resource(), restoration.kind(), restoration.note()));
            if (BACK.contains(restoration.kind())) {
                restored.add(step.key());
            }
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
                request.isForced(),
                steps,
                worker.now());
        Case written = settlement.write(
                leased.withProgress(found.progress())
                        .released(worker.now(), complete, restored)
                        .correcting(entry(report))
                        .settled(new Announcement(Announcement.RELEASE, Json.tree(report))),
                worker);
        settlement.publish(written, worker);
        journal.released(report);
        return report;
    }

    /** Whether an earlier release is known to have put the state before back. */
    private static boolean isBack(Step step, Case found) {
        return found.status() == Case.Status.RELEASED && !found.progress().containsKey(step.key());
    }

    /** Who asked, and why, is on record before anything is changed. */
    private static Entry begun(ReleaseRequest request, Worker worker) {
        return new Entry(
                worker.now(),
                Entry.Kind.RELEASED,
                request.requestedBy(),
                "begun, and not known to have ended: " + (request.isForced() ? "forced: " : "") + request.reason());
    }

    private static Entry entry(ReleaseReport report) {
        Map<Restoration.Kind, Long> left = report.steps().stream()
                .filter(step -> !BACK.contains(step.result()))
                .collect(Collectors.groupingBy(StepReleased::result, TreeMap::new, Collectors.counting()));
        String note = (report.forced() ? "forced: " : "")
                + report.reason()
                + (left.isEmpty() ? "" : "; not put back: " + left);
        return new Entry(report.time(), Entry.Kind.RELEASED, report.requestedBy(), note);
    }

    private void refuseUnknown(Set<String> options) {
        Set<String> unknown = new TreeSet<>(options);
        unknown.removeAll(known());
        if (!unknown.isEmpty()) {
            throw new CommandRefused(
                    Kind.BAD_REQUEST, "unknown options " + unknown + "; " + response.name() + " knows " + known());
        }
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>(response.releaseOptions());
        known.add(ReleaseRequest.FORCE);
        return known;
    }

    private Case releasable(Case found) {
        return switch (found.status()) {
            case ACTIVE -> found;
            case RELEASED -> latestRelease(found);
            case WAITING, HELD ->
                throw new CommandRefused(
                        Kind.NOTHING_TO_DO, "case " + found.id() + " waits for approval: nothing was changed");
            case CLOSED ->
                throw new CommandRefused(Kind.NOTHING_TO_DO, "case " + found.id() + " ended without a change");
        };
    }

    /** The case after it matters only where that has changed something. */
    private Case latestRelease(Case released) {
        Case latest = ledger.latest(released.id().series()).orElse(released);
        boolean changedSince = !latest.id().equals(released.id()) && CHANGED.contains(latest.status());
        if (changedSince) {
            throw new CommandRefused(
                    Kind.RELEASED,
                    "case " + released.id() + " was released at " + released.releasedAt() + "; the target's case is "
                            + latest.id() + " now");
        }
        return released;
    }
}
