package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The flow of one event, and the ways in which it ends without a change. */
final class ResponderTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void containsVerifiesPreservesRecordsAndSaysSo() {
        Report report = bench.deliver(finding).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.residualRisks()).containsExactly("dns");
        assertThat(report.willRetry()).isFalse();
        assertThat(report.timeToContainMillis()).isNotNull();
        assertThat(world.resources.values()).containsOnly(World.CUT);
        assertThat(bench.bus).extracting(Announcement::detailType).containsExactly(Announcement.OUTCOME);
        assertThat(bench.bus.getFirst().detail().path("caseId").asText()).isEqualTo(Bench.CASE.toString());
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.stored().outbox()).isEmpty();
        assertThat(bench.stored().lease()).isNull();
        assertThat(bench.stored().unfinished()).isEmpty();
    }

    @Test
    void writesAheadCutsBeforeItReadsAnythingElseItChangesAndPreservesLast() {
        bench.deliver(finding);

        assertThat(world.calls.subList(0, 4)).containsExactlyInAnyOrderElementsOf(Bench.READS);
        assertThat(world.calls.get(4)).isEqualTo("ledger create");
        assertThat(world.calls).containsSubsequence("ledger create", "apply nic-1", "apply group", "apply disk");
        assertThat(world.calls).containsSubsequence("read group", "ledger replace", "apply group");
        assertThat(world.calls).containsSubsequence("read disk", "ledger replace", "apply disk");
        assertThat(world.calls).containsSubsequence("holds nic-2", "apply disk", "holds disk", "ledger replace");
    }

    @Test
    void recordsTheStateBeforeOfEveryStep() {
        bench.deliver(finding);

        assertThat(bench.stored().plan().steps())
                .extracting(step -> step.resource() + "=" + step.before().textValue())
                .containsExactly("nic-1=app", "nic-2=db", "group=in-service", "disk=unprotected");
    }

    @Test
    void planOnlyInADryRunAndShowsTheStatesThatALiveRunReadsLater() {
        Result result = bench.deliver(finding, "request-1", Mode.OBSERVE).getFirst();

        assertThat(result.report().outcome()).isEqualTo(Outcome.Kind.DRY_RUN);
        assertThat(result.plan().steps()).allMatch(step -> step.before() != null);
        assertThat(world.calls).noneMatch(call -> call.startsWith("apply") || call.startsWith("ledger"));
        assertThat(bench.store.latest(Bench.CASE.series())).isEmpty();
    }

    @Test
    void leavesThePlanForAContainerHostToAPerson() {
        Finding container = Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));

        Report report = bench.deliver(container).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.HELD);
        assertThat(bench.stored().plan().isEmpty()).isFalse();
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void recordsARefusalAndContainsOnceTheReasonIsGone() {
        world.planning = new Planning.Refused("service-linked", List.of("ask the service"));
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.CLOSED);

        world.planning = null;
        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
    }

    @Test
    void finishesNothingInAnAccountThatIsObservedOrForAFindingThatNeedsAPerson() {
        world.fail("apply disk", CallFailed.Kind.DENIED);
        bench.deliver(finding);
        world.before = call -> {};
        world.calls.clear();
        Finding container = Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));

        bench.deliver(container, "request-2", Mode.ENFORCE);
        bench.deliver(container, "request-3", Mode.OBSERVE);

        assertThat(world.calls).noneMatch(call -> call.startsWith("apply"));
    }

    @Test
    void doesNotCarryOutByAnotherFindingWhatWaitsForAPerson() {
        Finding container = Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true)));
        bench.deliver(container);

        Report plain = bench.deliver(finding).getFirst().report();

        assertThat(plain.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void keepsAPlanThatWaitsWhereTheNextDeliveryFails() {
        bench.deliver(Bench.finding("f", null, List.of(new Target.Instance("i-0123456789abcdef0", true))));
        world.fail("plan", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(finding).getFirst().report().outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.HELD);
    }

    @Test
    void namesInADryRunWhatALiveRunCouldNotRead() {
        world.fail("read group", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(finding, "r", Mode.OBSERVE).getFirst().report().reasons())
                .anyMatch(reason -> reason.contains("ec2:read-group"));
    }

    @Test
    void skipsAFindingWithoutATargetOfThisResponseAndSaysWhy() {
        Finding other =
                Bench.finding("f", null, List.of(new Target.Unsupported("EKSCluster", "-", "not contained here")));

        Report report = bench.deliver(other).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(report.target()).isEqualTo("-");
        assertThat(report.reasons()).containsExactly("EKSCluster: not contained here");
        assertThat(bench.bus).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void touchesNothingForASample(Mode mode) {
        Finding sample = new Finding(
                Source.GUARDDUTY,
                "f",
                "",
                "Trojan:EC2/DropPoint",
                9,
                "123456789012",
                "us-east-1",
                ResourceRole.ACTOR,
                true,
                false,
                null,
                1,
                "",
                finding.targets());

        assertThat(bench.deliver(sample, "r", mode).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(world.calls).isEmpty();
    }
}
