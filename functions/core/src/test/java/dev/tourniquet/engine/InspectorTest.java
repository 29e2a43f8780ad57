package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.decision.Mode;
import dev.tourniquet.engine.Inspection.State;
import dev.tourniquet.engine.Inspection.StepInspected;
import dev.tourniquet.ledger.Case.Lease;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectorTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void contain() {
        bench.deliver(Bench.finding("finding-1", Bench.START.minusSeconds(60)));
        bench.world.calls.clear();
    }

    private Inspection inspect(String... ids) {
        return bench.engine(Mode.ENFORCE)
                .inspector()
                .inspect(List.of(ids), bench.worker("inspect"))
                .getFirst();
    }

    private Inspection inspect() {
        return inspect(Bench.CASE.toString());
    }

    private State state(String resource) {
        return step(resource).state();
    }

    private StepInspected step(String resource) {
        return inspect().steps().stream()
                .filter(step -> step.resource().equals(resource))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsInPlaceWhatIsAsItWasLeftAndOnlyReads() {
        assertThat(inspect().steps()).extracting(StepInspected::state).containsOnly(State.IN_PLACE);
        assertThat(inspect().steps()).hasSize(4);
        assertThat(bench.world.calls).allMatch(call -> call.startsWith("holds") || call.equals("ledger find"));
    }

    @Test
    void findsWhatSomebodyChangedSince() {
        bench.world.resources.put("nic-1", "app");

        assertThat(state("nic-1")).isEqualTo(State.NOT_IN_PLACE);
        assertThat(state("nic-2")).isEqualTo(State.IN_PLACE);
    }

    @Test
    void missesNothingOfARevocationThatHasHadItsTime() {
        bench.world.resources.put("nic-1", "app");
        bench.world.over.add("nic-1");

        assertThat(state("nic-1")).isEqualTo(State.OVER);
    }

    @Test
    void saysWhatItCouldNotReadAndReadsTheRest() {
        bench.world.fail("holds nic-1", CallFailed.Kind.DENIED);

        assertThat(state("nic-1")).isEqualTo(State.UNREAD);
        assertThat(step("nic-1").note()).contains("ec2:holds-nic-1");
        assertThat(state("nic-2")).isEqualTo(State.IN_PLACE);
    }

    @Test
    void namesTheMarkByWhichAStepIsFoundWithoutARecord() {
        assertThat(step("nic-1").holding()).isEqualTo(new Holding(Holding.Kind.QUARANTINED_INTERFACE, "nic-1"));
        assertThat(step("disk").holding()).isNull();
    }

    @Test
    void looksForNothingOfACaseThatIsReleased() {
        bench.release(Bench.CASE);

        assertThat(inspect().steps()).isEmpty();
        assertThat(inspect().status()).isEqualTo("RELEASED");
    }

    @Test
    void doesNotJudgeACaseThatSomebodyIsAtWorkOn() {
        bench.store.replace(bench.stored()
                .withLease(new Lease("other", Bench.START.plusSeconds(60)))
                .nextVersion(Bench.START));

        assertThat(inspect().steps()).isEmpty();
        assertThat(inspect().note()).contains("worked on");
    }

    @Test
    void saysWhichCasesItDoesNotKnow() {
        assertThat(inspect("isolate-instance/i-0/7").note()).contains("no such case");
        assertThat(inspect("revoke-sessions/AROA:x/1").note()).contains("no such case of isolate-instance");
        assertThat(inspect("nonsense").status()).isEqualTo("UNKNOWN");
    }

    @Test
    void leavesOutWhatThereIsNoTimeFor() {
        Instant end = bench.now.plus(Duration.ofSeconds(10));
        Worker late = new Worker("inspect", bench.now, end, () -> bench.now);

        Inspection none = bench.engine(Mode.ENFORCE)
                .inspector()
                .inspect(List.of(Bench.CASE.toString()), late)
                .getFirst();

        assertThat(none.note()).contains("no time");
        assertThat(bench.world.calls).isEmpty();
    }
}
