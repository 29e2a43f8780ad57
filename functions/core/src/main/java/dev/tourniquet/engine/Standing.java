package dev.tourniquet.engine;

import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Tally;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import java.util.List;
import java.util.Optional;

/**
 * Where a target stands.
 *
 * @param latest its latest case
 * @param planning what the live state asks for
 * @param switches what an operator has switched
 * @param tally how often the response contained lately
 */
record Standing(Optional<Case> latest, Planning planning, Switches switches, Tally tally) {
    Optional<Case> active() {
        return latest.filter(found -> found.status() == Status.ACTIVE);
    }

    boolean has(Status status) {
        return latest.filter(found -> found.status() == status).isPresent();
    }

    /** Whether a plan is with a person. */
    static boolean waits(Optional<Case> latest) {
        return latest.map(Case::status)
                .filter(status -> status == Status.WAITING || status == Status.HELD)
                .isPresent();
    }

    Standing with(Planning other) {
        return new Standing(latest, other, switches, tally);
    }

    Standing with(Tally read) {
        return new Standing(latest, planning, switches, read);
    }

    /**
     * What is done for a finding that is sure. What was broken off is finished in any case: that was decided, its prior state
     * is on record, and half of it can be worse than nothing. Whoever tags the target meanwhile can have it released; a release
     * that was broken off is a person's decision, too, and whoever exempts the target or wants to be asked is heard.
     */
    Planning toContain() {
        if (brokenOff()) {
            return switch (planning) {
                case Planning.NeedsApproval _, Planning.Exempt _ when isHalfReleased() -> planning;
                case Planning.AlreadyContained _, Planning.NeedsApproval _, Planning.Exempt _ ->
                    new Planning.Planned(active().orElseThrow().plan().withoutSteps());
                case Planning.Planned _, Planning.Held _, Planning.NothingToDo _, Planning.Refused _ -> planning;
            };
        }
        Planning asked = asked();
        return switch (asked) {
            case Planning.Planned(Plan plan)
            when has(Status.HELD) -> new Planning.Held(plan, "a plan for this target waits for approval already");
            case Planning.Planned _,
                    Planning.NeedsApproval _,
                    Planning.Held _,
                    Planning.AlreadyContained _,
                    Planning.NothingToDo _,
                    Planning.Refused _,
                    Planning.Exempt _ -> asked;
        };
    }

    /** What is done by order of a person who has not seen the plan: what would wait for him waits. An exemption is told. */
    Planning toOrderUnseen() {
        return toContain() instanceof Planning.Exempt(String reason)
                ? new Planning.Refused("ordered in Security Hub, and not done: " + reason, List.of())
                : toContain();
    }

    /** What is done by order of a person: what would wait for one. */
    Planning toOrder() {
        Planning wanted = toContain();
        return switch (wanted) {
            case Planning.NeedsApproval(Plan plan, String _) -> new Planning.Planned(plan);
            case Planning.Held(Plan plan, String _) -> new Planning.Planned(plan);
            case Planning.Planned _,
                    Planning.AlreadyContained _,
                    Planning.NothingToDo _,
                    Planning.Refused _,
                    Planning.Exempt _ -> wanted;
        };
    }

    /**
     * What is done for a finding that is not; nothing that an earlier delivery left unfinished. A person who had the active case
     * carried out is not asked again for the same, later: a cut-off that moves, or steps that were broken off.
     */
    Planning toAsk(Decision.AskFirst ask) {
        if (toContain() instanceof Planning.Planned(Plan plan) && isApproved(plan)) {
            return toContain();
        }
        Planning asked = brokenOff() ? planning : asked();
        return switch (asked) {
            case Planning.Planned(Plan plan) when ask.held() -> new Planning.Held(plan, ask.reason());
            case Planning.Planned(Plan plan) -> new Planning.NeedsApproval(plan, ask.reason());
            case Planning.NeedsApproval(Plan plan, String reason)
            when ask.held() -> new Planning.Held(plan, ask.reason() + "; " + reason);
            case Planning.NeedsApproval(Plan plan, String reason) ->
                new Planning.NeedsApproval(plan, ask.reason() + "; " + reason);
            case Planning.Held _,
                    Planning.AlreadyContained _,
                    Planning.NothingToDo _,
                    Planning.Refused _,
                    Planning.Exempt _ -> asked;
        };
    }

    /** What the live state asks for, in view of what is known to be our doing. */
    private Planning asked() {
        return planning instanceof Planning.AlreadyContained contained
                        && contained.otherwise() != null
                        && active().isEmpty()
                ? contained.otherwise()
                : planning;
    }

    private boolean isApproved(Plan plan) {
        return !isHalfReleased()
                && active().filter(found ->
                                found.approval() != null && found.approval().isGiven() && plan.isWithin(found.plan()))
                        .isPresent();
    }

    private boolean isHalfReleased() {
        return active().filter(found -> found.releasing() != null).isPresent();
    }

    private boolean brokenOff() {
        return active().filter(found -> !found.unfinished().isEmpty()).isPresent();
    }
}
