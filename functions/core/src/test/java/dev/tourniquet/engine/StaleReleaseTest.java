package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.engine.ReleaseReport.StepReleased;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.plan.Restoration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A release right after a containment may read the account as it was before. */
class StaleReleaseTest {
    private final Bench bench = new Bench();
    private final Finding finding = Bench.finding("finding-1", Bench.START.minusSeconds(60));

    @ParameterizedTest
    @EnumSource(names = {"ALREADY_SO", "DRIFTED", "GONE"})
    void readsAgainBeforeItBelievesThatTheContainmentIsNotThere(Restoration.Kind stale) {
        bench.deliver(finding);
        AtomicInteger reads = new AtomicInteger();
        bench.world.stale = () -> reads.incrementAndGet() <= 2 ? new Restoration(stale, "") : null;

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(report.steps()).extracting(StepReleased::result).containsOnly(Restoration.Kind.RESTORED);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    /** A step with several resources may have put back those that were read as they are, and left one that was not. */
    @Test
    void looksOnceMoreAfterItHasPutPartsBack() {
        bench.deliver(finding);
        bench.world.parts = true;
        AtomicInteger releases = new AtomicInteger();
        bench.world.stale = () -> {
            releases.incrementAndGet();
            return null;
        };

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(report.steps()).extracting(StepReleased::result).containsOnly(Restoration.Kind.RESTORED);
        assertThat(releases).hasValue(2 * report.steps().size());
        assertThat(bench.pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 61", "false, 0"})
    void doesNotLookOnceMoreAtWhatWasContainedLongAgoOrIsOnePiece(boolean parts, int seconds) {
        bench.deliver(finding);
        bench.world.parts = parts;
        bench.now = Bench.START.plusSeconds(seconds);
        AtomicInteger releases = new AtomicInteger();
        bench.world.stale = () -> {
            releases.incrementAndGet();
            return null;
        };

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(releases).hasValue(report.steps().size());
    }

    @Test
    void waitsOnceForAllStepsAndNotForEach() {
        bench.deliver(finding);
        List.copyOf(bench.world.resources.keySet()).forEach(each -> bench.world.resources.put(each, "by somebody"));

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(report.steps()).extracting(StepReleased::result).containsOnly(Restoration.Kind.DRIFTED);
        assertThat(bench.pauses).hasSize(5);
    }

    @Test
    void doesNotWaitForWhatWasContainedLongAgo() {
        bench.deliver(finding);
        bench.now = Bench.START.plusSeconds(61);
        bench.world.restoration = Restoration.alreadySo();

        bench.release(Bench.CASE);

        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void doesNotWaitForWhatIsReleasedAgain() {
        bench.deliver(finding);
        bench.release(Bench.CASE);

        bench.release(Bench.CASE);

        assertThat(bench.pauses).isEmpty();
    }
}
