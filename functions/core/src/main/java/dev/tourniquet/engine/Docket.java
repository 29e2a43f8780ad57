package dev.tourniquet.engine;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.Plan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens cases before the first change, and joins those that are open. A second delivery never overwrites the first prior
 * state; a case that a crash left behind is taken over once its lease has expired.
 */
final class Docket {
    private final Ledger ledger;
    private final Settlement settlement;

    Docket(Ledger ledger, Settlement settlement) {
        this.ledger = ledger;
        this.settlement = settlement;
    }

    /** The latest case of a series, on which nobody else may be at work. */
    Optional<Case> latest(CaseId first, Worker worker) {
        Optional<Case> latest = ledger.latest(first.series());
        latest.filter(found -> found.leasedByOther(worker.id(), worker.now())).ifPresent(found -> {
            throw new RetryLater("another delivery is at work on case " + found.id());
        });
        return latest;
    }

    /** Puts {@code plan} on record in the active case, leased to {@code worker}. */
    Case join(Case active, Finding finding, Target target, Plan plan, Plan.Joining states, Worker worker) {
        return settlement.write(
                found(active.joinedBy(plan, states), finding, target, worker).withLease(worker.lease()), worker);
    }

    /** Puts {@code plan} on record in a new case, leased to {@code worker}. */
    Case open(CaseId first, Optional<Case> latest, Finding finding, Target target, Plan plan, Worker worker) {
        return fresh(first, latest, Status.ACTIVE, finding, target, plan, worker.lease(), worker);
    }

    /** Puts on record that nothing was changed: with a plan that waits, or without one. */
    Case close(
            CaseId first,
            Optional<Case> latest,
            Status status,
            Finding finding,
            Target target,
            Plan plan,
            Worker worker) {
        return fresh(first, latest, status, finding, target, plan, null, worker);
    }

    /** In place of a case that changed nothing, or in the generation after one that was released. */
    private Case fresh(
            CaseId first,
            Optional<Case> latest,
            Status status,
            Finding finding,
            Target target,
            Plan plan,
            Case.@Nullable Lease lease,
            Worker worker) {
        CaseId id = latest.map(
                        found -> found.status() == Status.RELEASED ? found.id().next() : found.id())
                .orElse(first);
        Case opened = Case.open(id, status, finding.id(), plan, lease, worker.now());
        Case succeeding = found(latest.map(opened::succeeding).orElse(opened), finding, target, worker);
        if (latest.filter(found -> found.id().equals(id)).isPresent()) {
            return settlement.write(succeeding, worker);
        }
        if (!ledger.create(succeeding)) {
            throw new RetryLater("another delivery has just opened case " + id);
        }
        return succeeding;
    }

    private static Case found(Case subject, Finding finding, Target target, Worker worker) {
        return subject.triggeredBy(finding, target)
                .noting(new Entry(worker.now(), Entry.Kind.FOUND, null, finding.type()));
    }
}
