package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelfTesterTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void nothingIsThere() {
        bench.world.planning = new Planning.NothingToDo("no such instance");
    }

    @Test
    void passesWhereItCanReadAndPlanAndPutOnRecord() {
        SelfTest passed = bench.selfTest();

        assertThat(passed.passed()).isTrue();
        assertThat(passed.reads()).containsExactly("ec2:DescribeInstances");
        assertThat(passed.found()).isEqualTo("no such instance");
        assertThat(passed.time()).isEqualTo(Bench.START);
        assertThat(bench.selfTests).containsExactly(passed);
        assertThat(bench.slate).contains("no such instance", "2026-11-22T10:00:00Z");
    }

    @Test
    void changesNothingButItsOwnItem() {
        bench.selfTest();

        assertThat(bench.world.calls).containsExactly("plan", "slate read", "slate write", "slate read");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
        assertThat(bench.bus).isEmpty();
        assertThat(bench.journal).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void worksInEveryModeAndWhilePaused(Mode mode) {
        bench.mode = mode;
        bench.set(Name.PAUSE, true);
        bench.set(Name.DRY_RUN, true);

        assertThat(bench.selfTest().passed()).isTrue();
    }

    @Test
    void passesWhereTheTargetIsRefused() {
        bench.world.planning = new Planning.Refused("there is no such user", List.of());

        assertThat(bench.selfTest().found()).isEqualTo("there is no such user");
    }

    static List<Planning> unexpected() {
        Plan plan = new World().planned();
        return List.of(
                new Planning.Planned(plan),
                new Planning.NeedsApproval(plan, "doubts"),
                new Planning.Held(plan, "doubts"),
                new Planning.AlreadyContained("all cut", List.of()),
                new Planning.Exempt("by its owner"));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void failsWhereAnythingIsPlannedAndCarriesNothingOut(Planning planning) {
        bench.world.planning = planning;

        assertThatThrownBy(bench::selfTest)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining(planning.getClass().getSimpleName())
                .hasMessageContaining("nothing was carried out");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
        nothingPassed();
    }

    @ParameterizedTest
    @EnumSource
    void namesTheCallThatFailsAndWhatToDo(CallFailed.Kind kind) {
        bench.world.fail("plan", kind);

        assertThatThrownBy(bench::selfTest)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageStartingWith("self-test of isolate-instance failed: ec2:plan on plan: " + kind)
                .hasMessageContaining("tourniquet self-test");
        nothingPassed();
    }

    @Test
    void namesEachCallWhoseFailureThePlanDoesWithout() {
        bench.unanswered.add(new CallFailed("a:Read", "it", "AccessDenied", CallFailed.Kind.DENIED, null));
        bench.unanswered.add(new CallFailed("b:Read", "it", "Timeout", CallFailed.Kind.RETRYABLE, null));

        assertThatThrownBy(bench::selfTest)
                .hasMessageContaining("a:Read on it: AccessDenied; b:Read on it: Timeout")
                .hasMessageContaining("refuses a:Read")
                .hasMessageContaining("AWS is disturbed");
        nothingPassed();
    }

    @Test
    void failsWhereNothingWasAsked() {
        bench.answered.clear();

        assertThatThrownBy(bench::selfTest).hasMessageContaining("asked AWS nothing");
        nothingPassed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slate read", "slate write"})
    void failsWhereTheLedgerDoes(String call) {
        bench.world.fail(call, CallFailed.Kind.DENIED);

        assertThatThrownBy(bench::selfTest).isInstanceOf(SelfTestFailed.class).hasMessageContaining(call);
        assertThat(bench.selfTests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "of another time"})
    void failsWhereWhatItWroteIsNotThere(String before) {
        bench.slate = before.isEmpty() ? null : before;
        bench.world.after = call -> bench.slate = before.isEmpty() ? null : before;

        assertThatThrownBy(bench::selfTest).hasMessageContaining("is not there");
        assertThat(bench.selfTests).isEmpty();
    }

    @Test
    void passesWhereAnotherWritesAtTheSameTime() {
        bench.slate = "of another time";
        bench.world.after = call -> {
            if (call.equals("slate write")) {
                bench.slate = "of the other";
            }
        };

        assertThat(bench.selfTest().passed()).isTrue();
    }

    /** Lambda gives the command again. */
    @Test
    void passesOnTheNextTryWhereverItDied() {
        for (int death = 1; death <= 4; death++) {
            AtomicInteger left = new AtomicInteger(death);
            bench.world.before = call -> {
                if (left.decrementAndGet() == 0) {
                    throw new World.Crash();
                }
            };
            assertThatThrownBy(bench::selfTest).isInstanceOf(World.Crash.class);
            assertThat(bench.selfTests).isEmpty();

            bench.world.before = call -> {};
            bench.now = bench.now.plusSeconds(60);
            assertThat(bench.selfTest().passed()).isTrue();
            bench.selfTests.clear();
        }
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    private void nothingPassed() {
        assertThat(bench.selfTests).isEmpty();
        assertThat(bench.slate).isNull();
    }
}
