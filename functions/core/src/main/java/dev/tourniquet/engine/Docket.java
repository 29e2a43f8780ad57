package dev.tourniquet.engine;

import static java.util.Objects.requireNonNull;

import dev.tourniquet.control.Tally;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Approval;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.Plan;
import java.util.List;
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
    Case join(Case active, Trigger trigger, Plan plan, @Nullable Approval given, Plan.Joining states, Worker worker) {
        Case joined = found(active.joinedBy(plan, states), trigger, worker).withLease(worker.lease());
        return settlement.write(given == null ? joined : approved(joined, given), worker);
    }

    /**
     * Puts {@code plan} on record in a new case, leased to {@code worker}, together with what it counts in; empty where somebody
     * else has counted meanwhile.
     */
    Optional<Case> open(
            CaseId first,
            Optional<Case> latest,
            Trigger trigger,
            Plan plan,
            @Nullable Approval given,
            List<Tally> counted,
            Worker worker) {
        Case opened = fresh(first, latest, Status.ACTIVE, trigger, plan, worker).withLease(worker.lease());
        return settlement.open(given == null ? opened : approved(opened, given), latest, counted, worker);
    }

    /** Puts on record that nothing was changed: with a plan that waits for {@code asked}, or without one. */
    Case close(
            CaseId first,
            Optional<Case> latest,
            Status status,
            Trigger trigger,
            Plan plan,
            @Nullable Approval asked,
            Worker worker) {
        Case closed = fresh(first, latest, status, trigger, plan, worker).withApproval(asked);
        return settlement
                .open(closed, latest, List.of(), worker)
                .orElseThrow(() -> new IllegalStateException("nothing was counted, so no count can have changed"));
    }

    /** Of the case in which a target is contained next: the one that changed nothing so far, or the generation after a release. */
    static CaseId nextId(CaseId first, Optional<Case> latest) {
        return latest.map(
                        found -> found.status() == Status.RELEASED ? found.id().next() : found.id())
                .orElse(first);
    }

    private static Case fresh(
            CaseId first, Optional<Case> latest, Status status, Trigger trigger, Plan plan, Worker worker) {
        Case opened = Case.open(nextId(first, latest), status, trigger.finding().id(), plan, null, worker.now());
        return found(latest.map(opened::succeeding).orElse(opened), trigger, worker);
    }

    private static Case found(Case subject, Trigger trigger, Worker worker) {
        return subject.triggeredBy(trigger)
                .noting(new Entry(
                        worker.now(), Entry.Kind.FOUND, null, trigger.finding().type()));
    }

    private static Case approved(Case subject, Approval given) {
        return subject.withApproval(given)
                .noting(new Entry(
                        requireNonNull(given.at()), Entry.Kind.APPROVED, given.by(), "plan " + given.planHash()));
    }
}
