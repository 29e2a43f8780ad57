package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.engine.ReleaseReport.StepReleased;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForcedReleaseTest {
    private final Bench bench = new Bench();
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @BeforeEach
    void containAndChange() {
        bench.deliver(finding);
        bench.now = Bench.START.plusSeconds(600);
        bench.world.resources.put("nic-1", "forensics");
    }

    private ReleaseReport force() {
        return bench.releaseByName(Bench.CASE.toString(), ReleaseRequest.FORCE);
    }

    private static StepReleased last(ReleaseReport report) {
        return report.steps().getLast();
    }

    @Test
    void putsTheStateBeforeOverWhatSomebodyChangedSinceAndSaysWhatThatWas() {
        ReleaseReport report = force();

        assertThat(bench.world.resources).isEqualTo(new World().resources);
        assertThat(last(report).result()).isEqualTo(Kind.RESTORED);
        assertThat(last(report).note()).contains("forced", "forensics");
        assertThat(report.forced()).isTrue();
        assertThat(bench.stored().history().getLast().note()).isEqualTo("forced: false alarm");
    }

    @Test
    void forcesNothingThatIsStillAsItWasLeft() {
        force();

        assertThat(bench.world.calls)
                .filteredOn(call -> call.startsWith("force"))
                .containsExactly("force nic-1");
    }

    @Test
    void comesAfterAReleaseThatFoundTheDrift() {
        assertThat(last(bench.release(Bench.CASE)).result()).isEqualTo(Kind.DRIFTED);

        force();

        assertThat(bench.world.resources).isEqualTo(new World().resources);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.RELEASED);
    }

    @Test
    void hasOnRecordWhoAskedForItAndWhyBeforeItOverwritesAnything() {
        bench.world.before = call -> {
            if (call.startsWith("force nic-1")) {
                throw new World.Crash();
            }
        };
        assertThatThrownBy(this::force).isInstanceOf(World.Crash.class);

        assertThat(bench.stored().history().getLast().by()).isEqualTo("alice");
        assertThat(bench.stored().history().getLast().note())
                .isEqualTo("begun, and not known to have ended: forced: false alarm");
    }

    @Test
    void leavesOneLineOfHistoryWhereItEnds() {
        int lines = bench.stored().history().size();

        force();

        assertThat(bench.stored().history()).hasSize(lines + 1);
    }

    @Test
    void leavesAloneWhatIsSomebodyElsesByNow() {
        bench.world.resources.put("nic-1", World.ELSEWHERE);

        ReleaseReport report = force();

        assertThat(bench.world.resources)
                .containsEntry("nic-1", World.ELSEWHERE)
                .containsEntry("nic-2", "db");
        assertThat(last(report).result()).isEqualTo(Kind.DRIFTED);
        assertThat(last(report).note()).contains("not ours to overwrite");
    }

    @Test
    void staysActiveAndReleasesTheOthersWhereForceFails() {
        bench.world.fail("force nic-1", CallFailed.Kind.DENIED);

        ReleaseReport report = force();

        assertThat(last(report).result()).isEqualTo(Kind.FAILED);
        assertThat(bench.stored().status()).isEqualTo(Case.Status.ACTIVE);
        assertThat(bench.world.resources).containsEntry("nic-1", "forensics").containsEntry("nic-2", "db");
    }

    @Test
    void namesForceAmongTheOptionsThatItKnows() {
        assertThatThrownBy(() -> bench.releaseByName(Bench.CASE.toString(), "farce"))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("[force]");
    }
}
