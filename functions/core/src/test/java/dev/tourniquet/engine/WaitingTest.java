package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that wait for a person, and the findings that come after. */
final class WaitingTest {
    private static final Finding CONTAINER =
            Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));

    private final Bench bench = new Bench();
    private final World world = bench.world;

    @Test
    void endsWithAFindingThatIsSureWhereOnlyTheFirstOneWasNot() {
        world.planning = new Planning.NeedsApproval(plan(), "severity 5.0 is below 7.0");
        assertThat(deliver(Bench.finding("f", null))).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.WAITING);

        world.planning = null;

        assertThat(deliver(Bench.finding("g", null))).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
    }

    @Test
    void goesOnForLaterFindingsWhereTheTargetItselfIsTheReason() {
        deliver(CONTAINER);
        world.planning = new Planning.NeedsApproval(plan(), "severity 5.0 is below 7.0");
        deliver(Bench.finding("g", null));
        world.planning = null;

        assertThat(deliver(Bench.finding("h", null))).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.HELD);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void namesTheReasonsOfTheFindingAndOfTheAccount() {
        world.planning = new Planning.NeedsApproval(plan(), "owned by EKS");

        Report report = bench.deliver(CONTAINER).getFirst().report();

        assertThat(report.reasons()).singleElement().asString().contains("container host", "owned by EKS");
        assertThat(report.steps()).isNotEmpty();
    }

    @Test
    void isOnlyShownInAnAccountThatIsObserved() {
        world.planning = new Planning.NeedsApproval(plan(), "owned by EKS");

        Result result = bench.deliver(CONTAINER, "r", Mode.OBSERVE).getFirst();

        assertThat(result.report().outcome()).isEqualTo(Outcome.Kind.DRY_RUN);
        assertThat(result.report().reasons())
                .anyMatch(reason -> reason.contains("would wait") && reason.contains("EKS"));
        assertThat(result.plan().steps()).hasSize(1);
        assertThat(bench.store.latest(Bench.CASE.series())).isEmpty();
    }

    private Outcome.Kind deliver(Finding finding) {
        return bench.deliver(finding).getFirst().report().outcome();
    }

    private static Plan plan() {
        Step step = new Step("cut", "nic-1", Phase.CONTAIN, Json.tree("app"), Json.tree(World.CUT));
        return new Plan(List.of(step), List.of(), List.of());
    }
}
