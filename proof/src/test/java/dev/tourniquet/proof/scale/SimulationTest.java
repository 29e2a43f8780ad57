package dev.tourniquet.proof.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tourniquet.proof.load.TokenBucket.Size;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The simulation against what can be worked out by hand. */
final class SimulationTest {
    private static final Settings AMPLE = new Settings(1000, 4, 2, 3600, 1000);

    /** Erlang's loss formula: with two processes and a fifth of one busy, 1 of 61 arrivals finds both busy; those that come again add to it. */
    @Test
    void aFindingMeetsBusyFunctionsAsOftenAsErlangSays() {
        int findings = 100_000;
        double busy = 0.2;
        Tally tally = run(findings, findings / busy, script(1, Map.of()), new Settings(2, 4, 2, 3600, 1000));

        assertThat((double) tally.queued / findings).isBetween(1 / 61.0, 1.25 / 61);
    }

    @Test
    void aLoneFindingTakesItsCallsAndTheColdStart() {
        Tally tally = run(1, 0, script(10, Map.of()), AMPLE);

        assertThat(tally.within(1)).isCloseTo(2.3 + 10, within(3.0));
        assertThat(tally.calls).isEqualTo(10);
    }

    /** 10 at once and 5 a second: the last of 100 calls cannot come through before 18 seconds. */
    @Test
    void aBucketLetsThroughWhatItHoldsAndGains() {
        Tally tally = run(100, 0, script(1, Map.of("writes", new Size(10, 5))), new Settings(1000, 100, 2, 3600, 1000));

        assertThat(tally.containments).isEqualTo(100);
        assertThat(tally.drained).isBetween(18.0, 60.0);
        assertThat(tally.narrowest()).isEqualTo("writes");
    }

    /** Four attempts, and three deliveries. */
    @Test
    void aFindingThatIsAlwaysRefusedEndsInTheDeadLetters() {
        Tally tally = run(1, 0, script(1, Map.of("writes", new Size(0, 0))), AMPLE);

        assertThat(tally.throttles).isEqualTo(12);
        assertThat(tally.deadLetters).isOne();
        assertThat(tally.containments).isZero();
    }

    @Test
    void aFindingThatWaitsLongerThanAnHourEndsInTheDeadLetters() {
        Tally tally = run(2, 0, script(5000, Map.of()), new Settings(1, 4, 2, 3600, 1000));

        assertThat(tally.containments).isOne();
        assertThat(tally.deadLetters).isOne();
    }

    /** All functions together run into the account's concurrency: here that of a new account. */
    @Test
    void theAccountBoundsAllFunctionsTogether() {
        Simulation simulation = new Simulation(1);

        assertThat(simulation.one(100, 0, new Settings(100, 4, 2, 3600, 10)).queued)
                .isGreaterThan(simulation.one(100, 0, new Settings(100, 4, 2, 3600, 1000)).queued);
    }

    @Test
    void theSameSeedGivesTheSame() {
        assertThat(new Simulation(7).one(200, 0, ScalePage.FEW).drained)
                .isEqualTo(new Simulation(7).one(200, 0, ScalePage.FEW).drained);
    }

    /** Calls of one second each. */
    private static Script script(int calls, Map<String, Size> draws) {
        return new Script(Collections.nCopies(calls, new Script.Call("Any:Call", draws, 1)), 1);
    }

    /** Each finding on a target of its own. */
    private static Tally run(int findings, double seconds, Script script, Settings settings) {
        Random random = new Random(1);
        Agenda agenda = new Agenda();
        Tally tally = new Tally();
        OneAccount account = new OneAccount(agenda, settings, tally, random);
        for (int number = 0; number < findings; number++) {
            account.arrives(
                    random.nextDouble() * seconds, new OneAccount.Finding("any", "target " + number, script, script));
        }
        agenda.run();
        return tally;
    }
}
