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

/** What keeps an attacker from undoing the cut, in front of it. */
final class GuardTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;

    @BeforeEach
    void plan() {
        Plan plan = new Plan(
                List.of(step("nic-1", Phase.CONTAIN), step("nic-2", Phase.GUARD)),
                List.of(),
                List.of(),
                List.of("three others"));
        world.planning = new Planning.Planned(plan);
    }

    @Test
    void standsBeforeTheCutIsMade() {
        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(world.calls).containsSubsequence("apply nic-2", "apply nic-1", "holds nic-2", "holds nic-1");
        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.blastRadius()).containsExactly("three others");
    }

    @Test
    void doesNotKeepTheCutFromBeingMadeWhereItFails() {
        world.fail("apply nic-2", CallFailed.Kind.DENIED);

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(world.resources).containsEntry("nic-1", World.CUT);
        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .startsWith("not contained")
                .contains("nic-2");
    }

    @Test
    void isNoContainmentWhereTheCutFails() {
        world.fail("apply nic-1", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.PARTIAL);
    }

    @Test
    void isReadFromACaseThatWasWrittenBeforePlansKnewABlastRadius() {
        assertThat(Json.read("{\"steps\":[],\"residualRisks\":[],\"nextSteps\":[]}", Plan.class))
                .isEqualTo(Plan.EMPTY);
    }

    private Step step(String resource, Phase phase) {
        return new Step("cut", resource, phase, Json.tree(world.resources.get(resource)), Json.tree(World.CUT));
    }
}
