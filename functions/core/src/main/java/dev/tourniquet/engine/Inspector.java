package dev.tourniquet.engine;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.engine.Inspection.State;
import dev.tourniquet.engine.Inspection.StepInspected;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.List;
import java.util.Optional;

/** Looks at AWS for what is in place; changes nothing. */
public final class Inspector {
    /** Services throttle, and containment goes first. */
    private static final int AT_ONCE = 4;

    private final Response response;
    private final Ledger ledger;

    Inspector(Response response, Ledger ledger) {
        this.response = response;
        this.ledger = ledger;
    }

    /** All that bears a mark of this system, see {@link Response#holdings()}. */
    public List<Holding> search() {
        return response.holdings();
    }

    /** How each of these cases stands; what there is no time for any more says so. */
    public List<Inspection> inspect(List<String> caseIds, Worker worker) {
        return caseIds.stream().map(id -> inspect(id, worker)).toList();
    }

    private Inspection inspect(String text, Worker worker) {
        if (!worker.hasTime()) {
            return Inspection.none(text, "UNKNOWN", "no time was left to look");
        }
        Optional<Case> found;
        try {
            CaseId id = CaseId.parse(text);
            found = id.response().equals(response.name()) ? ledger.find(id) : Optional.empty();
        } catch (IllegalArgumentException | UnreadableCase unreadable) {
            return Inspection.none(text, "UNKNOWN", String.valueOf(unreadable.getMessage()));
        }
        return found.map(each -> inspect(each, worker))
                .orElseGet(() -> Inspection.none(text, "UNKNOWN", "there is no such case of " + response.name()));
    }

    private Inspection inspect(Case found, Worker worker) {
        String id = found.id().toString();
        String status = found.status().name();
        if (found.status() != Case.Status.ACTIVE) {
            return Inspection.none(id, status, "");
        }
        if (found.leasedByOther(worker.id(), worker.now())) {
            return Inspection.none(id, status, "is being worked on");
        }
        List<Step> changed = found.plan().steps().stream()
                .filter(step -> step.phase() != Phase.PREPARE && step.before() != null)
                .toList();
        try (SideBySide reads = SideBySide.atMost(AT_ONCE)) {
            return new Inspection(id, status, "", reads.map(changed, step -> inspect(step, id)));
        }
    }

    /** A step that cannot be read, or that this version does not know, keeps no other from being looked at. */
    private StepInspected inspect(Step step, String caseId) {
        Optional<Holding> holding = Optional.empty();
        State state;
        String note = "";
        try {
            StepAction action = response.action(step.action());
            holding = action.holding(step);
            state = action.isOver(step) ? State.OVER : action.holds(step, caseId) ? State.IN_PLACE : State.NOT_IN_PLACE;
        } catch (RuntimeException failed) {
            state = State.UNREAD;
            note = String.valueOf(failed.getMessage());
        }
        return new StepInspected(step.action(), step.resource(), state, holding.orElse(null), note);
    }
}
