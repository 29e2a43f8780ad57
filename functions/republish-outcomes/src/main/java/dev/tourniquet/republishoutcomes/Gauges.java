package dev.tourniquet.republishoutcomes;

import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.runtime.JsonJournal;
import java.util.List;
import java.util.function.Function;

/** What stands, of each response, as numbers: how many plans wait for a person, and what is switched. */
final class Gauges {
    /** No more are counted: by then the number no longer matters. */
    static final int MOST = 100;

    private final List<String> responses;
    private final Ledger ledger;
    private final Switchboard switchboard;
    private final Function<String, JsonJournal> journals;

    /** @param journals one for each response, by its name */
    Gauges(List<String> responses, Ledger ledger, Switchboard switchboard, Function<String, JsonJournal> journals) {
        this.responses = List.copyOf(responses);
        this.ledger = ledger;
        this.switchboard = switchboard;
        this.journals = journals;
    }

    /** Writes them. What cannot be read of one response keeps no other's from being written. */
    void write() {
        for (String response : responses) {
            JsonJournal journal = journals.apply(response);
            try {
                Switches switches = switchboard.switches(response);
                journal.standing(waiting(response), switches.paused() != null, switches.dryRun() != null);
            } catch (RuntimeException failed) {
                journal.trouble("what waits and what is switched is not known: " + failed.getMessage());
            }
        }
    }

    private int waiting(String response) {
        int waiting = 0;
        for (Status status : List.of(Status.WAITING, Status.HELD)) {
            for (Case each : ledger.listed(response, status)) {
                if (waiting == MOST) {
                    return waiting;
                }
                waiting += each.approval() != null && !each.approval().isGiven() ? 1 : 0;
            }
        }
        return waiting;
    }
}
