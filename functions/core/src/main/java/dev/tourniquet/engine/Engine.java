package dev.tourniquet.engine;

import dev.tourniquet.decision.Decider;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.Response;

/**
 * A response with everything it needs to work.
 *
 * @param responder answers findings
 * @param releaser answers the operator
 */
public record Engine(Responder responder, Releaser releaser) {

    /** Wires an engine. */
    public static Engine of(
            Response response, Decider decider, Ledger ledger, Publisher publisher, Journal journal, Pause pause) {
        Settlement settlement = new Settlement(ledger, publisher, journal);
        Reporter reporter = new Reporter(response.name(), decider.accountId(), decider.region());
        Casework casework = new Casework(response, new Docket(ledger, settlement), settlement, reporter, pause);
        return new Engine(
                new Responder(response, decider, journal, settlement, reporter, casework, pause),
                new Releaser(response, ledger, journal, settlement, reporter, pause));
    }
}
