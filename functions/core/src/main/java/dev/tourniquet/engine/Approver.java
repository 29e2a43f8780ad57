package dev.tourniquet.engine;

import dev.tourniquet.control.Controls;
import dev.tourniquet.engine.CommandRefused.Kind;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Approval;
import java.time.Instant;

/**
 * Carries out a plan that waits, by order of a person who has seen it. The order names the plan: it works once, and not for
 * ever; the plan is made again on the live state, and where it is another one by now, that one waits in its place. A pause or a
 * limit does not stop it: they are about what happens without a person. Protection and exemptions do.
 */
public final class Approver {
    private final CaseLookup cases;
    private final Casework casework;
    private final Controls controls;

    Approver(CaseLookup cases, Casework casework, Controls controls) {
        this.cases = cases;
        this.casework = casework;
        this.controls = controls;
    }

    /**
     * Approves.
     *
     * @throws CommandRefused where that plan does not wait, or no longer
     * @throws RetryLater where somebody is at work on the case
     */
    public Result approve(ApprovalRequest request, Worker worker) {
        Case found = cases.find(request.caseId(), worker);
        Approval asked = waiting(found);
        if (!asked.planHash().equals(request.planHash())) {
            throw new CommandRefused(
                    Kind.OTHER_PLAN,
                    "the plan that waits in case " + found.id() + " is not the one that is named; look at it, and name "
                            + "the plan that is shown");
        }
        Instant end = asked.askedAt().plus(controls.approvalsLast());
        if (worker.now().isAfter(end)) {
            throw new CommandRefused(
                    Kind.EXPIRED,
                    "the plan of case " + found.id() + " could be approved until " + end
                            + "; have it planned anew (retry), look at it, and approve that");
        }
        return casework.approve(
                CaseLookup.trigger(found), asked.givenBy(request.approvedBy(), worker.now()), found, worker);
    }

    private static Approval waiting(Case found) {
        Approval asked = found.approval();
        if (found.status() == Case.Status.RELEASED) {
            throw new CommandRefused(Kind.RELEASED, "case " + found.id() + " was released at " + found.releasedAt());
        }
        if (asked == null) {
            throw new CommandRefused(Kind.NOTHING_TO_DO, "no plan waits for approval in case " + found.id());
        }
        if (asked.isGiven()) {
            throw new CommandRefused(
                    Kind.NOTHING_TO_DO,
                    "the plan of case " + found.id() + " was approved at " + asked.at() + " by " + asked.by());
        }
        return asked;
    }
}
