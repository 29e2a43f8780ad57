package dev.tourniquet.proof.scale;

import dev.tourniquet.proof.load.Measured;
import java.util.Random;

/** What becomes of findings in an account, and in many. */
final class Simulation {
    private final Findings.Scripts scripts = Findings.Scripts.of(Measured.recorded());
    private final long seed;

    Simulation(long seed) {
        this.seed = seed;
    }

    /**
     * One account.
     *
     * @param findings how many it receives
     * @param seconds over which they arrive, at random; 0 where all come at once
     */
    Tally one(int findings, double seconds, Settings settings) {
        Tally tally = new Tally();
        receive(findings, seconds, settings, tally, new Random(seed));
        return tally;
    }

    /** Accounts among which the findings of an hour fall at random. */
    Tally many(int accounts, int findings, Settings settings) {
        Random random = new Random(seed);
        int[] received = new int[accounts];
        for (int number = 0; number < findings; number++) {
            received[random.nextInt(accounts)]++;
        }
        Tally tally = new Tally();
        for (int each : received) {
            receive(each, 3600, settings, tally, random);
        }
        return tally;
    }

    private void receive(int findings, double seconds, Settings settings, Tally tally, Random random) {
        Agenda agenda = new Agenda();
        OneAccount account = new OneAccount(agenda, settings, tally, random);
        Findings drawn = new Findings(scripts, random);
        for (int number = 0; number < findings; number++) {
            account.arrives(random.nextDouble() * seconds, drawn.next());
        }
        agenda.run();
    }
}
