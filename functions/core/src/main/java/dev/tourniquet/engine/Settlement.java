package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;

/**
 * Brings outcomes to the ledger, the bus and the journal. The ledger comes first: what is recorded is published in the
 * end, since {@link #publishPending} finds it; a failing publication never fails a containment.
 */
public final class Settlement {
    private final Ledger ledger;
    private final Publisher publisher;
    private final Journal journal;

    public Settlement(Ledger ledger, Publisher publisher, Journal journal) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.journal = journal;
    }

    /** Settles what has no case. Skipped findings are logged only. */
    Result unrecorded(Report report, Plan plan) {
        if (report.outcome() != Outcome.Kind.SKIPPED) {
            tryToPublish(announcement(report));
        }
        journal.settled(report);
        return new Result(report, plan);
    }

    /** Settles a case: {@code subject} is written with the report, then published. */
    Result recorded(Case subject, Report report, Worker worker) {
        Case settled = write(subject.settled(announcement(report)), worker);
        publish(settled, worker);
        journal.settled(report);
        return new Result(report, settled.plan());
    }

    /** Writes {@code next} over its predecessor; throws {@link RetryLater} where somebody else wrote first. */
    Case write(Case next, Worker worker) {
        Case version = next.nextVersion(worker.now());
        if (!ledger.replace(version)) {
            throw new RetryLater("another delivery has changed case " + next.id() + " meanwhile");
        }
        return version;
    }

    /**
     * What became of the announcements that waited.
     *
     * @param published reached the bus
     * @param waiting still to be published
     */
    public record Backlog(int published, int waiting) {}

    /**
     * Publishes what an earlier attempt could not, at most {@code limit} cases. Leaves a case alone while somebody is at
     * work on it: writing it now would cost that delivery its own write.
     */
    public Backlog publishPending(int limit, Worker worker) {
        int published = 0;
        int waiting = 0;
        for (Case pending : ledger.unpublished(limit)) {
            if (!pending.leasedByOther(worker.id(), worker.now())) {
                boolean done = !publish(pending, worker).unpublished();
                published += done ? 1 : 0;
                waiting += done ? 0 : 1;
            }
        }
        return new Backlog(published, waiting);
    }

    /**
     * Publishes the announcement of a case if that is still to be done.
     *
     * @return the case as it stands then, on which the next write is based; still unpublished where that failed
     */
    Case publish(Case settled, Worker worker) {
        Announcement announcement = settled.announcement();
        if (!settled.unpublished() || announcement == null || !tryToPublish(announcement)) {
            return settled;
        }
        Case published = settled.published().nextVersion(worker.now());
        try {
            // Late for this version means that a later one carries its own announcement.
            ledger.replace(published);
            return published;
        } catch (CallFailed failed) {
            journal.trouble("published, but not marked so; it will be published again: " + failed.getMessage());
            return settled;
        }
    }

    private boolean tryToPublish(Announcement announcement) {
        try {
            publisher.publish(announcement);
            return true;
        } catch (CallFailed failed) {
            journal.trouble("not published: " + failed.getMessage());
            return false;
        }
    }

    void arrived(Finding finding) {
        journal.arrived(finding);
    }

    void finished(Finding finding) {
        journal.finished(finding);
    }

    private static Announcement announcement(Report report) {
        return new Announcement(Announcement.OUTCOME, Json.tree(report));
    }
}
