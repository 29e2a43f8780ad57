package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Limits;
import dev.tourniquet.control.Tally;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimitTest {
    private final Bench bench = new Bench();

    @Test
    void admitsAsManyAsAreAllowedInAnHourAndLeavesTheRestToAPerson() {
        bench.limits = new Limits(2, 500, List.of());

        assertThat(outcomeOf("i-1")).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(outcomeOf("i-2")).isEqualTo(Outcome.Kind.CONTAINED);
        Report third = deliver("i-3");
        assertThat(third.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(third.reasons()).singleElement().asString().contains("2 containments of isolate-instance");
        assertThat(third.approval().limited()).isTrue();
        bench.now = Bench.START.plus(Duration.ofHours(1));
        assertThat(outcomeOf("i-3")).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void countsAnyHourAndNotTheHoursOfTheClock() {
        bench.limits = new Limits(1, 500, List.of());
        bench.now = Bench.START.plus(Duration.ofMinutes(59));
        assertThat(outcomeOf("i-1")).isEqualTo(Outcome.Kind.CONTAINED);
        bench.now = Bench.START.plus(Duration.ofMinutes(118));
        assertThat(outcomeOf("i-2")).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
    }

    @Test
    void neverCountsATargetTwiceHoweverOftenItsFindingsCome() {
        bench.limits = new Limits(2, 500, List.of());
        for (int i = 0; i < 5; i++) {
            deliver("i-1");
            reopen();
        }

        assertThat(outcomeOf("i-2")).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.store.tally("isolate-instance").admitted()).hasSize(2);
    }

    @Test
    void doesNotCountAgainWhereTheFirstAttemptWasBrokenOff() {
        bench.limits = new Limits(1, 500, List.of());
        bench.world.fail("apply nic-1", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> deliver("i-1")).isInstanceOf(RetryLater.class);
        bench.world.before = call -> {};

        assertThat(outcomeOf("i-1")).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void countsNothingWhereTheCaseCouldNotBeOpened() {
        bench.limits = new Limits(1, 500, List.of());
        bench.world.fail("ledger create", CallFailed.Kind.RETRYABLE);
        assertThatThrownBy(() -> deliver("i-1")).isInstanceOf(RetryLater.class);

        assertThat(bench.store.tally("isolate-instance").admitted()).isEmpty();
    }

    @Test
    void tellsItOnceAnHourHoweverManyFindingsCome() {
        bench.limits = new Limits(1, 500, List.of());
        deliver("i-1");
        for (int i = 2; i < 20; i++) {
            deliver("i-" + i);
        }

        assertThat(bench.bus)
                .filteredOn(announced -> announced.detailType().equals(Announcement.LIMIT))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.detail().path("scope").asText()).isEqualTo("isolate-instance");
                    assertThat(told.detail().path("limit").asInt()).isEqualTo(1);
                });
        assertThat(bench.limited).hasSize(18).containsOnly("isolate-instance 1");
    }

    @Test
    void countsTogetherWhatSharesTheValueOfATag() {
        bench.limits = new Limits(10, 1, List.of("aws:autoscaling:groupName", "service"));
        bench.world.tags = Map.of("aws:autoscaling:groupName", "web", "Name", "a");
        assertThat(outcomeOf("i-1")).isEqualTo(Outcome.Kind.CONTAINED);
        Report second = deliver("i-2");
        assertThat(second.outcome()).isEqualTo(Outcome.Kind.AWAITING_APPROVAL);
        assertThat(second.reasons())
                .singleElement()
                .asString()
                .contains("isolate-instance/aws:autoscaling:groupName=web");

        bench.world.tags = Map.of("aws:autoscaling:groupName", "db");
        assertThat(outcomeOf("i-3")).isEqualTo(Outcome.Kind.CONTAINED);
        bench.world.tags = Map.of();
        assertThat(outcomeOf("i-4")).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void admitsExactlyAsManyWhereManyAreOpenedAtOnce() {
        bench.limits = new Limits(5, 500, List.of());
        bench.world.planning = new Planning.Planned(bench.world.planned());
        int[] left = {12};
        // Between the count and its write, another finding is dealt with from beginning to end; and in it another.
        bench.world.after = call -> {
            if (call.equals("ledger tally isolate-instance") && left[0] > 0) {
                left[0]--;
                deliver("i-1" + left[0]);
            }
        };
        deliver("i-0");
        bench.world.after = call -> {};

        assertThat(bench.store.tally("isolate-instance").admitted()).hasSize(5);
        assertThat(bench.journal)
                .filteredOn(report -> report.outcome() == Outcome.Kind.CONTAINED)
                .hasSize(5);
        assertThat(bench.journal)
                .filteredOn(report -> report.outcome() == Outcome.Kind.AWAITING_APPROVAL)
                .hasSize(8);
    }

    @Test
    void aPersonCanHaveMoreContained() {
        bench.limits = new Limits(1, 500, List.of());
        deliver("i-1");
        String hash = deliver("i-0123456789abcdef0").approval().planHash();

        assertThat(bench.approve(hash).report().outcome()).isEqualTo(Outcome.Kind.CONTAINED);
    }

    @Test
    void forgetsWhatWasCountedMoreThanAnHourAgo() {
        Tally full = Tally.of("isolate-instance").with("a", Bench.START).with("b", Bench.START.plusSeconds(10));

        Tally later = full.with("c", Bench.START.plus(Duration.ofHours(1)));

        assertThat(later.admitted()).containsOnlyKeys("b", "c");
        assertThat(later.version()).isEqualTo(full.version() + 1);
    }

    private Outcome.Kind outcomeOf(String instance) {
        return deliver(instance).outcome();
    }

    private Report deliver(String instance) {
        reopen();
        Finding finding = Bench.finding(
                "finding of " + instance, bench.now.minusSeconds(60), List.of(new Target.Instance(instance, false)));
        return bench.deliver(finding, "request of " + instance, Mode.ENFORCE)
                .getFirst()
                .report();
    }

    /** The one account stands for that of each target. */
    private void reopen() {
        bench.world.resources.putAll(new TreeMap<>(new World().resources));
    }
}
