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
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Three steps are put back at the first look; the fourth is that of nic-1. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9})
    void doesNotTakeWhatOnceReadAsChangedForPutBack(int staleFrom) {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        staleFrom(staleFrom, Restoration.alreadySo());

        StepReleased last = bench.release(Bench.CASE).steps().getLast();

        assertThat(last.result()).isEqualTo(Restoration.Kind.DRIFTED);
        assertThat(last.note()).contains("is forensics", "may be out of date");
    }

    @Test
    void overwritesByForceWhatOnceReadAsChanged() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        staleFrom(5, Restoration.alreadySo());

        StepReleased last = bench.releaseByName(Bench.CASE.toString(), ReleaseRequest.FORCE)
                .steps()
                .getLast();

        assertThat(last.result()).isEqualTo(Restoration.Kind.RESTORED);
        assertThat(last.note()).contains("forced", "is forensics");
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void believesThatWhatSomebodyChangedIsGoneByNow() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        staleFrom(5, Restoration.gone());

        ReleaseReport report = bench.releaseByName(Bench.CASE.toString(), ReleaseRequest.FORCE);

        assertThat(report.steps().getLast().result()).isEqualTo(Restoration.Kind.GONE);
        assertThat(bench.world.calls).noneMatch(call -> call.startsWith("force"));
    }

    /** The first step takes all the patience: looks 1 to 6. Each of the others has two looks, of which one is stale. */
    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 10, 11, 12})
    void looksTwiceWhereTheStepsBeforeHaveTakenAllPatience(int stale) {
        bench.deliver(finding);
        List.copyOf(bench.world.resources.keySet()).forEach(each -> bench.world.resources.put(each, "by somebody"));
        AtomicInteger looks = new AtomicInteger();
        bench.world.stale = () -> looks.incrementAndGet() == stale ? Restoration.alreadySo() : null;

        ReleaseReport report = bench.release(Bench.CASE);

        assertThat(report.steps()).extracting(StepReleased::result).containsOnly(Restoration.Kind.DRIFTED);
        assertThat(looks).hasValue(12);
        assertThat(bench.pauses).hasSize(5);
    }

    @Test
    void looksAgainWhereItReleasesAgainWhatHadDriftedAMomentAgo() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        bench.release(Bench.CASE);
        AtomicInteger looks = new AtomicInteger();
        // The three steps before are back, and are looked at once.
        bench.world.stale = () -> looks.incrementAndGet() <= 4 ? Restoration.alreadySo() : null;

        ReleaseReport report = bench.releaseByName(Bench.CASE.toString(), ReleaseRequest.FORCE);

        assertThat(report.steps().getLast().result()).isEqualTo(Restoration.Kind.RESTORED);
        assertThat(bench.world.resources).isEqualTo(new World().resources);
    }

    @Test
    void believesTheNextReleaseThatSomebodyPutItBack() {
        bench.deliver(finding);
        bench.world.resources.put("nic-1", "forensics");
        staleFrom(5, Restoration.alreadySo());
        bench.release(Bench.CASE);

        ReleaseReport again = bench.release(Bench.CASE);

        assertThat(again.steps()).extracting(StepReleased::result).containsOnly(Restoration.Kind.ALREADY_SO);
    }

    /** Every look of the account from the {@code first} on. */
    private void staleFrom(int first, Restoration answer) {
        AtomicInteger looks = new AtomicInteger();
        bench.world.stale = () -> looks.incrementAndGet() >= first ? answer : null;
    }
}
