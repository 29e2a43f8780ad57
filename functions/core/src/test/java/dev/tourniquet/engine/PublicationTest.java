package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.plan.Planning;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outcomes that cannot be published at once. */
final class PublicationTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void aFailedPublicationFailsNothingAndIsMadeUpForByTheNextDelivery() {
        bench.busIsDown = true;
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.store.unpublished(10)).hasSize(1);
        assertThat(bench.troubles).singleElement().asString().contains("events:PutEvents");

        bench.busIsDown = false;
        bench.deliver(finding);
        assertThat(bench.store.unpublished(10)).isEmpty();
        assertThat(bench.bus.getFirst().detail().path("outcome").asText()).isEqualTo("CONTAINED");
    }

    @Test
    void containsAtOnceWhatChangedWhileAnOutcomeWaitedToBePublished() {
        bench.busIsDown = true;
        bench.deliver(Bench.finding("finding-1", Bench.START));
        bench.busIsDown = false;
        bench.world.resources.put("nic-1", "app");

        List<Result> results = bench.deliver(Bench.finding("finding-2", Bench.START));

        assertThat(results.getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.world.resources).containsEntry("nic-1", World.CUT);
        assertThat(bench.bus).hasSize(2);
        assertThat(bench.stored().outbox()).isEmpty();
    }

    @Test
    void tellsInTheEndEverythingThatCouldNotBeToldAtOnce() {
        bench.busIsDown = true;
        world.planning = new Planning.Refused("service-linked", List.of());
        bench.deliver(finding);
        world.planning = null;
        bench.deliver(finding);
        bench.release(Bench.CASE);
        assertThat(bench.bus).isEmpty();

        bench.busIsDown = false;
        new Settlement(bench.store, bench.bus::add, bench.silence())
                .publishPending(10, bench.worker("schedule", bench.now.plusSeconds(61)));

        assertThat(bench.bus)
                .extracting(told -> told.detail().path("outcome").asText(told.detailType()))
                .containsExactly("REFUSED", "CONTAINED", Announcement.RELEASE);
    }
}
