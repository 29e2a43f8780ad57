package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was begun is finished, and what only looks finished is begun. */
final class BrokenOffTest {
    private static final Plan OTHER = new Plan(
            List.of(new Step("cut", "nic-9", Phase.CONTAIN, Json.tree("app"), Json.tree(World.CUT))),
            List.of(),
            List.of());

    private final Bench bench = new Bench();
    private final World world = bench.world;

    static Stream<Planning> whatSomebodyCanBringAboutMeanwhile() {
        return Stream.of(
                new Planning.NeedsApproval(OTHER, "owned by EKS"),
                new Planning.Exempt("exempt by its tag"),
                new Planning.AlreadyContained("in the group", List.of()));
    }

    @ParameterizedTest
    @MethodSource("whatSomebodyCanBringAboutMeanwhile")
    void isFinishedWhateverTheTargetIsTaggedMeanwhile(Planning meanwhile) {
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.deliver(Bench.finding("f", null))).isInstanceOf(World.Crash.class);
        world.after = call -> {};
        world.planning = meanwhile;

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.residualRisks()).containsExactly("dns");
        assertThat(world.resources).containsEntry("nic-2", World.CUT).doesNotContainKey("nic-9");
    }

    @Test
    void isMadeGoodWhereAReleaseDiedThatHadTakenBackTheEvidenceOnly() {
        bench.deliver(Bench.finding("f", null));
        world.after = call -> {
            if (call.equals("release disk")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.release(Bench.CASE)).isInstanceOf(World.Crash.class);
        world.after = call -> {};
        assertThat(world.resources).containsEntry("disk", "unprotected").containsEntry("nic-1", World.CUT);

        bench.now = bench.now.plus(Duration.ofHours(1));
        bench.deliver(Bench.finding("f", null));

        assertThat(world.resources).containsEntry("disk", World.CUT).containsEntry("nic-1", World.CUT);
        assertThat(bench.release(Bench.CASE).complete()).isTrue();
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void isNotFinishedWhereItIsAReleaseAndTheTargetIsExemptByNow() {
        bench.deliver(Bench.finding("f", null));
        world.after = call -> {
            if (call.equals("release nic-2")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(() -> bench.release(Bench.CASE)).isInstanceOf(World.Crash.class);
        world.after = call -> {};
        world.planning = new Planning.Exempt("exempt by its tag");

        bench.now = bench.now.plus(Duration.ofHours(1));
        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(world.resources).containsEntry("nic-2", "db").containsEntry("nic-1", World.CUT);
        assertThat(bench.release(Bench.CASE).complete()).isTrue();
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void isBegunWhereOnlyPartOfItWasDoneByOthers() {
        Report report = deliverWherePartWasDone();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(world.resources).containsEntry("disk", World.CUT);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
    }

    @Test
    void isDoneWhereACaseShowsThatItWasUs() {
        deliverWherePartWasDone();
        world.calls.clear();

        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
        assertThat(world.calls).noneMatch(call -> call.startsWith("apply"));
    }

    @Test
    void waitsForAPersonWhereTheRestDoes() {
        world.planning = new Planning.AlreadyContained(
                "in the group", List.of(), new Planning.NeedsApproval(plan("disk"), "owned by EKS"));

        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    private Report deliverWherePartWasDone() {
        world.planning = new Planning.AlreadyContained("in the group", List.of(), new Planning.Planned(plan("disk")));
        return bench.deliver(Bench.finding("f", null)).getFirst().report();
    }

    private Plan plan(String resource) {
        Step cut = new Step("cut", "nic-1", Phase.CONTAIN, Json.tree("app"), Json.tree(World.CUT));
        Step keep = new Step("cut", resource, Phase.PRESERVE, Json.tree("unprotected"), Json.tree(World.CUT));
        return new Plan(List.of(cut, keep), List.of(), List.of());
    }
}
