package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.control.Tally;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.InMemoryLedger;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is on record is not what this version wrote. */
final class UnreadableCaseTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;

    @Test
    void isAFailureThatSaysWhatAPersonDoesAndIsNotTriedAgain() {
        unreadable("ledger latest");

        Result result = bench.deliver(Bench.finding("f", null)).getFirst();

        assertThat(result.report().outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(result.report().willRetry()).isFalse();
        assertThat(result.report().reasons())
                .singleElement()
                .asString()
                .contains("nothing was changed", Bench.CASE.toString(), "cannot be read: torn");
        assertThat(result.report().nextSteps())
                .anyMatch(step -> step.contains("Do not delete"))
                .anyMatch(step -> step.contains("by hand"));
        assertThat(bench.bus).hasSize(1);
        assertThat(bench.finished).hasSize(1);
    }

    @Test
    void isNotWrittenOverAndItsTargetNotTouched() {
        unreadable("ledger latest");

        bench.deliver(Bench.finding("f", null));

        assertThat(world.calls).allMatch(Bench.READS::contains);
        assertThat(world.resources).isEqualTo(new World().resources);
    }

    @Test
    void hasItsEventKept() {
        unreadable("ledger latest");

        assertThat(bench.deliver(Bench.finding("f", null))).allMatch(Result::keepsEvent);
        world.before = call -> {};
        assertThat(bench.deliver(Bench.finding("f", null))).noneMatch(Result::keepsEvent);
    }

    @Test
    void isTheFailureWhereTheLiveStateCannotBeReadEither() {
        world.before = call -> {
            if (call.equals("plan")) {
                throw new CallFailed("ec2:plan", "i-1", "Throttled", CallFailed.Kind.RETRYABLE, null);
            }
            if (call.equals("ledger latest")) {
                throw new UnreadableCase(Bench.CASE.toString(), "torn");
            }
        };

        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().reasons())
                .singleElement()
                .asString()
                .contains("torn");
    }

    @Test
    void keepsNoOtherTargetFromItsContainment() {
        int[] asked = new int[1];
        world.before = call -> {
            if (call.equals("ledger latest") && asked[0]++ == 0) {
                throw new UnreadableCase(Bench.CASE.toString(), "torn");
            }
        };

        List<Result> results = bench.deliver(Bench.finding(
                "f",
                null,
                List.of(new Target.Instance("i-0123456789abcdef0", false), new Target.Instance("i-0123abcd", false))));

        assertThat(results)
                .extracting(result -> result.report().outcome())
                .containsExactly(Outcome.Kind.FAILED, Outcome.Kind.CONTAINED);
    }

    @Test
    void isNotReleasedAndTheOperatorLearnsWhatToDo() {
        unreadable("ledger find");

        assertThatThrownBy(() -> bench.release(Bench.CASE))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("cannot be read: torn")
                .hasMessageContaining("Do not delete");
    }

    @Test
    void isOneWithAStepThatThisVersionDoesNotKnow() {
        open(new Step("move-to-the-moon", "nic-1", Phase.CONTAIN, Json.tree("app"), Json.tree(World.CUT)));
        Case before = bench.stored();

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(report.reasons()).singleElement().asString().contains("a kind that this version does not know");
        assertThat(bench.stored()).isEqualTo(before);
    }

    @Test
    void mattersNoMoreOnceItWasReleased() {
        open(new Step("move-to-the-moon", "nic-1", Phase.CONTAIN, Json.tree("app"), Json.tree(World.CUT)));
        Case released = bench.stored().released(Bench.START, true, Set.of()).nextVersion(Bench.START);
        bench.store.replace(released);

        Report report = bench.deliver(Bench.finding("f", Bench.START.plusSeconds(1)))
                .getFirst()
                .report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(report.caseId()).isEqualTo(Bench.CASE.next().toString());
        assertThat(bench.stored()).isEqualTo(released);
    }

    /** The step before is on record in a form that its action does not know. */
    @Test
    void keepsNoOtherStepFromRunningWhereTheStateOfOneIsNotUnderstood() {
        world.before = call -> {
            if (call.equals("apply nic-1")) {
                throw new IllegalArgumentException("secret content");
            }
        };

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .contains("nic-1", "not understood")
                .doesNotContain("secret content");
        assertThat(report.nextSteps()).anyMatch(step -> step.contains("cut nic-1 of the case in the ledger"));
        assertThat(report.willRetry()).isFalse();
        assertThat(world.resources).containsEntry("nic-2", World.CUT);
    }

    @Test
    void keepsNoOtherCaseFromBeingTold() {
        InMemoryLedger store = new InMemoryLedger();
        CaseId second = new CaseId("isolate-instance", "i-2", 1);
        store.create(Case.open(second, Case.Status.CLOSED, "f", Plan.EMPTY, null, Bench.START)
                .settled(new Announcement(Announcement.OUTCOME, Json.tree("told"))));
        List<Announcement> bus = new ArrayList<>();

        new Settlement(new Listing(store, second), bus::add, bench.silence())
                .publishPending(10, bench.worker("schedule", Bench.START.plusSeconds(61)));

        assertThat(bus).extracting(told -> told.detail().asText()).containsExactly("told");
        assertThat(bench.troubles)
                .hasSize(2)
                .anyMatch(trouble -> trouble.contains("cannot be read: torn") && trouble.contains("Do not delete"))
                .anyMatch(trouble -> trouble.contains("no case/x/0"));
    }

    private void unreadable(String read) {
        world.before = call -> {
            if (call.equals(read)) {
                throw new UnreadableCase(Bench.CASE.toString(), "torn");
            }
        };
    }

    private void open(Step step) {
        Plan plan = new Plan(List.of(step), List.of(), List.of());
        bench.store.create(Case.open(Bench.CASE, Case.Status.ACTIVE, "earlier", plan, null, Bench.START));
    }

    /** Lists, before a case, one that cannot be read and one that is none. */
    private record Listing(InMemoryLedger store, CaseId good) implements Ledger {
        @Override
        public Optional<Case> latest(String series) {
            return store.latest(series);
        }

        @Override
        public Optional<Case> find(CaseId id) {
            if (id.equals(Bench.CASE)) {
                throw new UnreadableCase(id.toString(), "torn");
            }
            return store.find(id);
        }

        @Override
        public boolean create(Case fresh) {
            return store.create(fresh);
        }

        @Override
        public boolean replace(Case next) {
            return store.replace(next);
        }

        @Override
        public Written write(Case next, boolean fresh, List<Tally> counted) {
            return store.write(next, fresh, counted);
        }

        @Override
        public Tally tally(String scope) {
            return store.tally(scope);
        }

        @Override
        public boolean replace(Tally next) {
            return store.replace(next);
        }

        @Override
        public Iterable<Case> listed(String response, Case.Status status) {
            return store.listed(response, status);
        }

        @Override
        public List<CaseId> unpublished(int limit) {
            return List.of(Bench.CASE, new CaseId("no case", "x", 0), good);
        }
    }
}
