package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the cut needs, such as a group to cut into. */
final class PrepareTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;

    @BeforeEach
    void plan() {
        world.planning = new Planning.Planned(new Plan(
                List.of(step("nic-1", Phase.CONTAIN, "app"), step("group", Phase.PREPARE, "in-service")),
                List.of(),
                List.of()));
    }

    @Test
    void isThereBeforeTheCutIsMade() {
        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.CONTAINED);

        assertThat(world.calls.stream().filter(call -> call.startsWith("apply")))
                .containsExactly("apply group", "apply nic-1");
    }

    @Test
    void isNamedWhereItFailsAndDoesNotKeepTheCutFromBeingMade() {
        world.fail("apply group", CallFailed.Kind.DENIED);

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.reasons()).singleElement().asString().contains("not prepared: cut group", "ec2:apply-group");
    }

    private static Step step(String resource, Phase phase, String before) {
        return new Step("cut", resource, phase, Json.tree(before), Json.tree(World.CUT));
    }
}
