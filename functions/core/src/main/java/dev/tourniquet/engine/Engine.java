package dev.tourniquet.engine;

import dev.tourniquet.control.Controls;
import dev.tourniquet.control.Switchboard;
import dev.tourniquet.decision.Decider;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.Response;

/**
 * A response with everything it needs to work.
 *
 * @param responder answers findings
 * @param approver carries out what waits, by order of an operator
 * @param releaser takes it back
 * @param orderer carries out what is ordered in Security Hub
 * @param switcher restrains it
 * @param inspector says what is in place
 * @param selfTester shows that it would work
 */
public record Engine(
        Responder responder,
        Approver approver,
        Releaser releaser,
        Orderer orderer,
        Switcher switcher,
        Inspector inspector,
        SelfTester selfTester) {

    /** What an engine keeps its records in and speaks through. */
    public record Ports(
            Ledger ledger,
            Switchboard switchboard,
            Publisher publisher,
            Journal journal,
            Pause pause,
            CallWatch watch,
            Slate slate) {}

    /** Wires an engine. */
    public static Engine of(Response response, Controls controls, Ports ports) {
        Journal journal = ports.journal();
        Ledger ledger = ports.ledger();
        Settlement settlement = new Settlement(ledger, ports.publisher(), journal);
        Decider decider = controls.decider();
        Reporter reporter = new Reporter(response.name(), decider.accountId(), decider.region());
        CaseLookup cases = new CaseLookup(response.name(), ledger);
        Docket docket = new Docket(ledger, settlement);
        Releaser releaser = new Releaser(response, ledger, journal, settlement, reporter, ports.pause());
        Casework casework = new Casework(
                response,
                docket,
                reporter,
                new Abstention(docket, settlement, reporter, controls.approvalsLast()),
                new Admission(response.name(), controls, ledger, settlement, journal, reporter),
                ports.switchboard(),
                new Execution(response, settlement, reporter, ports.pause()),
                new Observation(response, settlement, reporter, ports.pause()));
        return new Engine(
                new Responder(response, decider, journal, settlement, reporter, casework, cases),
                new Approver(cases, casework, controls),
                releaser,
                new Orderer(
                        response,
                        decider,
                        controls.orders(),
                        journal,
                        settlement,
                        reporter,
                        casework,
                        docket,
                        releaser),
                new Switcher(ports.switchboard(), settlement, journal, reporter),
                new Inspector(response, ledger),
                new SelfTester(response, ports.watch(), ports.slate(), journal, reporter));
    }
}
