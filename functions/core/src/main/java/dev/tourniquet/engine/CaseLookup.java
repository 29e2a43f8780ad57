package dev.tourniquet.engine;

import dev.tourniquet.engine.CommandRefused.Kind;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Trigger;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.UnreadableCase;
import java.util.Optional;

/** Finds the case that a command names. */
final class CaseLookup {
    private final String response;
    private final Ledger ledger;

    CaseLookup(String response, Ledger ledger) {
        this.response = response;
        this.ledger = ledger;
    }

    /**
     * The case.
     *
     * @throws CommandRefused where there is none, or it cannot be read
     * @throws RetryLater where somebody is at work on it
     */
    Case find(String text, Worker worker) {
        CaseId id = id(text);
        Case found;
        try {
            found = ledger.find(id)
                    .orElseThrow(
                            () -> new CommandRefused(Kind.UNKNOWN_CASE, "there is no case " + id + " in this ledger"));
        } catch (UnreadableCase unreadable) {
            throw new CommandRefused(Kind.UNREADABLE, unreadable.getMessage() + ". " + unreadable.remedy());
        }
        if (found.leasedByOther(worker.id(), worker.now())) {
            throw new RetryLater("case " + id + " is being worked on; try again in a minute");
        }
        return found;
    }

    /** What led to a case. */
    static Trigger trigger(Case found) {
        return Optional.ofNullable(found.trigger())
                .orElseThrow(
                        () -> new CommandRefused(
                                Kind.NOTHING_TO_DO,
                                "the finding that led to case " + found.id()
                                        + " is not on record, since an earlier version opened it; send the finding itself again"));
    }

    private CaseId id(String text) {
        CaseId id;
        try {
            id = CaseId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefused(Kind.UNKNOWN_CASE, String.valueOf(e.getMessage()));
        }
        if (!id.response().equals(response)) {
            throw new CommandRefused(
                    Kind.BAD_REQUEST,
                    "case " + id + " belongs to the function of " + id.response() + "; send it there");
        }
        return id;
    }
}
