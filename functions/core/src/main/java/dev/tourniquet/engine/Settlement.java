package dev.tourniquet.engine;

import dev.tourniquet.control.Tally;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings outcomes to the ledger, the bus and the journal. The ledger comes first: what is recorded is published in the
 * end, since {@link #publishPending} finds it; a failing publication never fails a containment.
 */
public final class Settlement {
    /** A case that was written just now is about to be published by whoever wrote it. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Publisher publisher;
    private final Journal journal;

    public Settlement(Ledger ledger, Publisher publisher, Journal journal) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.journal = journal;
    }

    /** Settles what has no case, or leaves it as it is. Skipped findings are logged only. */
    Result unrecorded(Report report, Plan plan) {
        if (report.outcome() != Outcome.Kind.SKIPPED) {
            tryToPublish(announcement(report));
        }
        journal.settled(report);
        return new Result(report, plan);
    }

    /** Settles a case: {@code subject} is written with the report, then published. */
    Result recorded(Case subject, Report report, Worker worker) {
        Case settled = write(subject.settled(announcement(report)).noting(entry(report)), worker);
        publish(settled, worker);
        journal.settled(report);
        return new Result(report, settled.plan());
    }

    /**
     * Writes a case that is opened, in place of {@code latest} where that has the same id, together with what it counts in.
     *
     * @return the case as it is on record; empty where somebody else has counted meanwhile
     */
    Optional<Case> open(Case subject, Optional<Case> latest, List<Tally> counted, Worker worker) {
        boolean fresh = latest.filter(found -> found.id().equals(subject.id())).isEmpty();
        Case next = fresh ? subject : subject.nextVersion(worker.now());
        return switch (ledger.write(next, fresh, counted)) {
            case DONE -> Optional.of(next);
            case CASE_CHANGED -> throw new RetryLater("another delivery has just changed case " + next.id());
            case TALLY_CHANGED -> Optional.empty();
        };
    }

    /** Tells something that no case is about; where that fails it is not told. */
    void announce(Announcement announcement) {
        tryToPublish(announcement);
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
     * Publishes what a case still has to tell. Nothing may be written over {@code settled} afterwards: it may have a next
     * version by then.
     *
     * @return how many announcements still wait
     */
    int publish(Case settled, Worker worker) {
        List<Announcement> waiting = new ArrayList<>(settled.outbox());
        while (!waiting.isEmpty() && tryToPublish(waiting.getFirst())) {
            waiting.removeFirst();
        }
        if (waiting.size() < settled.outbox().size()) {
            markPublished(settled, waiting, worker);
        }
        return waiting.size();
    }

    /**
     * What became of the cases that had something to tell.
     *
     * @param published told
     * @param waiting still to be told
     */
    public record Backlog(int published, int waiting) {}

    /** Publishes what earlier attempts could not, at most {@code limit} cases; leaves alone those that are worked on. */
    public Backlog publishPending(int limit, Worker worker) {
        int published = 0;
        int waiting = 0;
        for (CaseId id : ledger.unpublished(limit)) {
            Optional<Case> pending = find(id).filter(found -> isDue(found, worker));
            if (pending.isPresent()) {
                boolean told = publish(pending.get(), worker) == 0;
                published += told ? 1 : 0;
                waiting += told ? 0 : 1;
            }
        }
        return new Backlog(published, waiting);
    }

    private Optional<Case> find(CaseId id) {
        try {
            Optional<Case> found = ledger.find(id);
            if (found.isEmpty()) {
                journal.trouble("what is listed as " + id + " to be published is no case");
            }
            return found;
        } catch (UnreadableCase unreadable) {
            journal.trouble(unreadable.getMessage() + "; what it has to tell is not published. " + unreadable.remedy());
            return Optional.empty();
        }
    }

    private static boolean isDue(Case pending, Worker worker) {
        Instant now = worker.now();
        return !pending.leasedByOther(worker.id(), now)
                && !pending.outbox().isEmpty()
                && pending.updatedAt().isBefore(now.minus(FRESH));
    }

    /** Where somebody else wrote first, it is told twice: better than never. */
    private void markPublished(Case settled, List<Announcement> waiting, Worker worker) {
        try {
            ledger.replace(settled.withOutbox(waiting).nextVersion(worker.now()));
        } catch (CallFailed failed) {
            journal.trouble("published, but not marked so; it will be published again: " + failed.getMessage());
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

    private static Entry entry(Report report) {
        String reasons = String.join("; ", report.reasons());
        String note = reasons.isEmpty() ? report.outcome().name() : report.outcome() + ": " + reasons;
        Entry.Kind kind = report.outcome() == Outcome.Kind.AWAITING_APPROVAL ? Entry.Kind.ASKED : Entry.Kind.SETTLED;
        return new Entry(report.time(), kind, null, note);
    }

    private static Announcement announcement(Report report) {
        return new Announcement(Announcement.OUTCOME, Json.tree(report));
    }
}
