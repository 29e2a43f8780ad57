package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.engine.Settlement.Backlog;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettlementTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<Announcement> bus = new ArrayList<>();
    private boolean busIsDown;
    private final Settlement settlement = new Settlement(ledger, this::publish, new Silence());
    private final Worker worker =
            new Worker("schedule", NOW.plusSeconds(90), NOW.plusSeconds(300), () -> NOW.plusSeconds(90));

    @Test
    void publishesWhatWaitsAndMarksIt() {
        waiting("i-1", null);
        waiting("i-2", null);

        assertThat(settlement.publishPending(10, worker)).isEqualTo(new Backlog(2, 0));
        assertThat(settlement.publishPending(10, worker)).isEqualTo(new Backlog(0, 0));
        assertThat(bus).hasSize(2);
    }

    @Test
    void countsWhatCannotBePublished() {
        waiting("i-1", null);
        busIsDown = true;

        assertThat(settlement.publishPending(10, worker)).isEqualTo(new Backlog(0, 1));
        assertThat(ledger.unpublished(10)).hasSize(1);
    }

    @Test
    void leavesACaseToWhoIsAtWorkOnIt() {
        Case busy = waiting("i-1", new Case.Lease("delivery", NOW.plusSeconds(200)));
        waiting("i-2", new Case.Lease("crashed", NOW.minusSeconds(60)));

        assertThat(settlement.publishPending(10, worker)).isEqualTo(new Backlog(1, 0));
        assertThat(ledger.find(busy.id())).contains(busy);
    }

    private Case waiting(String target, Case.Lease lease) {
        CaseId id = new CaseId("isolate-instance", target, 1);
        Case settled = Case.open(id, Case.Status.CLOSED, "finding", Plan.EMPTY, null, NOW)
                .settled(new Announcement(Announcement.OUTCOME, Json.tree(target)))
                .withLease(lease);
        ledger.create(settled);
        return settled;
    }

    private void publish(Announcement announcement) {
        if (busIsDown) {
            throw new CallFailed("events:PutEvents", "tourniquet", "Throttled", CallFailed.Kind.RETRYABLE, null);
        }
        bus.add(announcement);
    }

    private static final class Silence implements Journal {
        @Override
        public void selfTested(SelfTest passed) {}

        @Override
        public void limited(String scope, int limit) {}

        @Override
        public void switched(SwitchReport report) {}

        @Override
        public void arrived(Finding finding) {}

        @Override
        public void settled(Report report) {}

        @Override
        public void released(ReleaseReport report) {}

        @Override
        public void finished(Finding finding) {}

        @Override
        public void trouble(String what) {}
    }
}
