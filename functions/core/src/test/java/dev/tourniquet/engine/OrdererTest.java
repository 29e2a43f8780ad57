package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Limits;
import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Order;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Case.Status;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrdererTest {
    private static final Target INSTANCE = new Target.Instance("i-0123456789abcdef0", false);

    private final Bench bench = new Bench();
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @Test
    void containsByOrderWhatWouldWaitForAPerson() {
        bench.mode = Mode.APPROVE;

        Report report = contain(finding);

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.approvedBy()).contains("Security Hub");
        assertThat(bench.world.resources.values()).containsOnly(World.CUT);
        assertThat(bench.stored().history())
                .extracting(Entry::kind)
                .containsExactly(Entry.Kind.FOUND, Entry.Kind.APPROVED, Entry.Kind.SETTLED);
    }

    @Test
    void carriesOutThePlanThatWaits() {
        bench.mode = Mode.APPROVE;
        bench.deliver(finding);
        assertThat(bench.stored().status()).isEqualTo(Status.WAITING);

        assertThat(contain(finding).outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.stored().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void isAboveTypesThresholdsLimitsAndAPause() {
        bench.limits = new Limits(1, Limits.MOST, List.of());
        bench.deliver(Bench.finding("other", null, List.of(new Target.Instance("i-0fffffffffffffff0", false))));
        bench.world.resources.putAll(new World().resources);
        bench.set(Name.PAUSE, true);

        Report report = contain(
                like(finding, "Recon:EC2/Portscan", 1, ResourceRole.TARGET, "123456789012", List.of(), INSTANCE));

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "OBSERVE"})
    void isNotAboveAModeInWhichNothingIsEverContained(Mode mode) {
        bench.mode = mode;

        refused(contain(finding), "set to contain nothing");
    }

    @Test
    void asksWhereAPersonShouldSeeThePlanFirst() {
        Report host = contain(like(
                finding,
                finding.type(),
                8,
                ResourceRole.ACTOR,
                "123456789012",
                List.of(),
                new Target.Instance("i-0123456789abcdef0", true)));
        assertThat(host.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(host.approval()).isNotNull();

        Report doubted = contain(like(
                finding,
                finding.type(),
                8,
                ResourceRole.ACTOR,
                "123456789012",
                List.of("it contradicts itself"),
                INSTANCE));
        assertThat(doubted.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void asksWhereTheLiveStateAsks() {
        bench.deliver(finding);
        Planning wanted = new Planning.NeedsApproval(bench.stored().plan(), "others use it, too");
        Bench fresh = new Bench();
        fresh.world.planning = wanted;

        Report report = fresh.order(order(Order.Kind.CONTAIN, finding))
                .results()
                .getFirst()
                .report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(report.reasons()).contains("others use it, too");
    }

    @Test
    void tellsThatAnExemptionStands() {
        bench.world.planning = new Planning.Exempt("tagged tourniquet:exempt");

        refused(contain(finding), "tagged tourniquet:exempt");
        assertThat(bench.bus).isNotEmpty();
    }

    @Test
    void refusesWhatIsAboutAnotherAccountOrASample() {
        refused(
                contain(like(finding, finding.type(), 8, ResourceRole.ACTOR, "999999999999", List.of(), INSTANCE)),
                "another account");
        Order elsewhere = new Order(Order.Kind.CONTAIN, "999999999999", "us-east-1", Bench.START, List.of(finding));
        refused(bench.order(elsewhere).results().getFirst().report(), "999999999999");
        Order abroad = new Order(Order.Kind.CONTAIN, "123456789012", "eu-west-1", Bench.START, List.of(finding));
        refused(bench.order(abroad).results().getFirst().report(), "eu-west-1");
    }

    @Test
    void refusesWhatTheDeploymentDoesNotTake() {
        bench.deliver(finding);
        bench.orders = Set.of(Order.Kind.CONTAIN);

        Orderer.Carried carried = bench.order(order(Order.Kind.RELEASE, finding));

        refused(carried.results().getFirst().report(), "securityHubOrders");
        assertThat(bench.stored().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void answersForAFindingOfSomebodyElse() {
        Finding foreign = like(
                finding,
                "",
                2,
                ResourceRole.UNSTATED,
                "123456789012",
                List.of(),
                new Target.Unsupported("finding", "-", "made by x"));

        refused(contain(foreign), "made by x");
        assertThat(bench.bus).hasSize(1);
    }

    @Test
    void leavesTargetsOfAnotherResponseToThat() {
        Finding other = like(
                finding, finding.type(), 8, ResourceRole.ACTOR, "123456789012", List.of(), new Target.Bucket("logs"));

        assertThat(bench.order(order(Order.Kind.CONTAIN, other)).results()).isEmpty();
        assertThat(bench.bus).isEmpty();
    }

    @Test
    void containsOnceHoweverOftenItComes() {
        contain(finding);
        bench.now = bench.now.plusSeconds(60);

        assertThat(contain(finding).outcome()).isEqualTo(Outcome.Kind.ALREADY_CONTAINED);
    }

    @Test
    void doesNotContainAgainWhatWasReleasedAfterItWasOrdered() {
        Order order = order(Order.Kind.CONTAIN, finding);
        bench.order(order);
        bench.now = bench.now.plusSeconds(60);
        bench.release(Bench.CASE);

        Report late = bench.order(order).results().getFirst().report();

        assertThat(late.outcome()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
        bench.now = bench.now.plusSeconds(60);
        assertThat(contain(finding).outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void releasesByTheFindingThatItWasContainedFor() {
        bench.deliver(finding);
        bench.now = bench.now.plusSeconds(60);

        Orderer.Carried carried = bench.order(order(Order.Kind.RELEASE, finding));

        assertThat(carried.results()).isEmpty();
        assertThat(carried.released()).singleElement().satisfies(report -> {
            assertThat(report.complete()).isTrue();
            assertThat(report.requestedBy()).contains("Security Hub");
        });
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void doesNotReleaseByAnotherFinding() {
        bench.deliver(finding);
        bench.now = bench.now.plusSeconds(60);

        refused(release(Bench.finding("finding-2", Bench.START)), "not about this finding");
        assertThat(bench.stored().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void releasesNothingThatWasContainedAfterItWasOrdered() {
        Order order = order(Order.Kind.RELEASE, finding);
        bench.now = bench.now.plusSeconds(60);
        bench.deliver(finding);

        refused(bench.order(order).results().getFirst().report(), "before case");
        assertThat(bench.stored().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void saysOnceThatItIsReleasedHoweverOftenTheOrderComes() {
        bench.deliver(finding);
        bench.now = bench.now.plusSeconds(60);
        Order order = order(Order.Kind.RELEASE, finding);
        bench.now = bench.now.plusSeconds(1);
        bench.order(order);
        int told = bench.bus.size();

        assertThat(bench.order(order).results().getFirst().report().outcome()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(bench.bus).hasSize(told);
        bench.now = bench.now.plusSeconds(60);
        refused(release(finding), "already");
    }

    @Test
    void saysThatThereIsNothingToRelease() {
        refused(release(finding), "no case");
        bench.mode = Mode.APPROVE;
        bench.deliver(finding);
        bench.now = bench.now.plusSeconds(60);
        refused(release(finding), "waits for approval");
    }

    @Test
    void dealsWithTheOtherFindingsWhereOneCannotBeRead() {
        Order order = new Order(
                Order.Kind.CONTAIN,
                "123456789012",
                "us-east-1",
                Bench.START,
                List.of(new Reading.Malformed("no finding"), finding));

        assertThat(bench.order(order).results()).hasSize(1);
        assertThat(bench.troubles).anyMatch(trouble -> trouble.contains("cannot be read"));
    }

    @Test
    void comesAgainWhereItSaysThatItWill() {
        bench.world.fail("plan", CallFailed.Kind.RETRYABLE);

        assertThatThrownBy(() -> contain(finding))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("FAILED");
        assertThat(bench.journal.getLast().willRetry()).isTrue();
    }

    @Test
    void comesAgainWhereTheLedgerFails() {
        bench.world.fail("ledger latest", CallFailed.Kind.RETRYABLE);

        assertThatThrownBy(() -> contain(finding)).isInstanceOf(RetryLater.class);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    private Report contain(Finding of) {
        return bench.order(order(Order.Kind.CONTAIN, of)).results().getFirst().report();
    }

    private Report release(Finding of) {
        return bench.order(order(Order.Kind.RELEASE, of)).results().getFirst().report();
    }

    private Order order(Order.Kind kind, Finding of) {
        return new Order(kind, "123456789012", "us-east-1", bench.now, List.of(of));
    }

    private static void refused(Report report, String why) {
        assertThat(report.outcome()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(String.join("; ", report.reasons())).contains(why);
    }

    private static Finding like(
            Finding finding,
            String type,
            double severity,
            ResourceRole role,
            String account,
            List<String> doubts,
            Target target) {
        return new Finding(
                Source.GUARDDUTY,
                finding.id(),
                "",
                type,
                severity,
                account,
                finding.region(),
                role,
                false,
                false,
                finding.lastActivity(),
                1,
                "title",
                List.of(target),
                doubts);
    }
}
