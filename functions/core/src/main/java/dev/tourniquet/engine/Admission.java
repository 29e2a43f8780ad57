package dev.tourniquet.engine;

import dev.tourniquet.control.Controls;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Tally;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether what is planned may be done without a person. Switches hold whatever the case; the limits hold for a target that is not
 * contained yet. What counts is written together with the case that is opened, so that of two containments that reach for the
 * last place one gets it.
 */
final class Admission {
    private final String response;
    private final Controls controls;
    private final Ledger ledger;
    private final Settlement settlement;
    private final Journal journal;
    private final Reporter reporter;

    Admission(
            String response,
            Controls controls,
            Ledger ledger,
            Settlement settlement,
            Journal journal,
            Reporter reporter) {
        this.response = response;
        this.controls = controls;
        this.ledger = ledger;
        this.settlement = settlement;
        this.journal = journal;
        this.reporter = reporter;
    }

    /** The answer. */
    sealed interface Answer {
        /**
         * It may begin.
         *
         * @param counted what is to be written together with the case
         */
        record Admitted(List<Tally> counted) implements Answer {}

        /**
         * A person has to say yes.
         *
         * @param limited whether a limit is the reason
         */
        record Asks(String reason, boolean limited) implements Answer {}

        record Observes(String reason) implements Answer {}
    }

    /** How often the response contained lately; read beside the live state, so that it costs no time. */
    Tally tally() {
        return controls.limits().countsResponse() ? ledger.tally(response) : Tally.of(response);
    }

    /** For what goes on with a case that is open, and was counted when it was opened. */
    Answer toGoOn(Switches switches) {
        if (switches.paused() != null) {
            return new Answer.Asks("paused " + switches.paused(), false);
        }
        if (switches.dryRun() != null) {
            return new Answer.Observes("set to observe only " + switches.dryRun());
        }
        return new Answer.Admitted(List.of());
    }

    /** For a target that is contained anew in case {@code id}; {@code own} is the tally of the response, as it was read. */
    Answer toBegin(CaseId id, Plan plan, Switches switches, Tally own, Worker worker) {
        if (!(toGoOn(switches) instanceof Answer.Admitted)) {
            return toGoOn(switches);
        }
        SortedMap<String, Integer> limits = new TreeMap<>(controls.limits().shared(response, plan.tags()));
        List<Tally> counted = new ArrayList<>();
        if (controls.limits().countsResponse()) {
            limits.put(response, controls.limits().perResponse());
        }
        for (Map.Entry<String, Integer> limit : limits.entrySet()) {
            Tally tally = limit.getKey().equals(response) ? own : ledger.tally(limit.getKey());
            if (!tally.hasRoomFor(id.toString(), limit.getValue(), worker.now())) {
                tell(tally, limit.getValue(), id, worker);
                return new Answer.Asks(
                        "the limit is reached: " + limit.getValue() + " containments of " + limit.getKey()
                                + " within an hour without a person",
                        true);
            }
            counted.add(tally.with(id.toString(), worker.now()));
        }
        return new Answer.Admitted(counted);
    }

    /**
     * Once an hour, however many findings come; who marks it first tells it. The metric, and with it the alarm, comes with each
     * finding, so that a crash between mark and message is noticed all the same.
     */
    private void tell(Tally tally, int limit, CaseId id, Worker worker) {
        journal.limited(tally.scope(), limit);
        try {
            if (tally.isNews(worker.now()) && ledger.replace(tally.reached(worker.now()))) {
                LimitReached reached = new LimitReached(
                        1,
                        response,
                        tally.scope(),
                        limit,
                        id.toString(),
                        reporter.account(),
                        reporter.region(),
                        worker.now());
                settlement.announce(new Announcement(Announcement.LIMIT, Json.tree(reached)));
            }
        } catch (CallFailed failed) {
            journal.trouble("not told that a limit is reached: " + failed.getMessage());
        }
    }
}
