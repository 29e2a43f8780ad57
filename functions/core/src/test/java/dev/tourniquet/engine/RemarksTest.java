package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.plan.CallFailed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a response has to say once its steps have run. */
final class RemarksTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;

    @Test
    void areToldWithTheNextStepsAndAskedForLast() {
        world.remarks = List.of("look at nic-3");

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.nextSteps()).contains("look at nic-3");
        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(world.calls).containsSubsequence("apply disk", "holds disk", "remarks");
    }

    @Test
    void changeNoOutcomeWhereTheyCannotBeMade() {
        world.fail("remarks", CallFailed.Kind.DENIED);

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.willRetry()).isFalse();
        assertThat(report.nextSteps()).anyMatch(next -> next.contains("ec2:remarks"));
    }
}
