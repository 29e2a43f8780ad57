package dev.tourniquet.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Many mutants, one after the other.
 *
 * @param mutants how many
 * @param unread how many were no finding, or could not be read as one
 * @param contained how many would be contained
 * @param outcomes all ways in which they ended
 * @param violations what must not have happened, the first of them
 */
record Fire(long mutants, long unread, long contained, Set<String> outcomes, List<String> violations, long violated) {
    private static final int SHOWN = 20;

    static Fire at(Product product, List<Sample> samples, long seed, long first, long count) {
        Judge judge = new Judge(product);
        Set<String> outcomes = new TreeSet<>();
        List<String> violations = new ArrayList<>();
        long unread = 0;
        long contained = 0;
        long violated = 0;
        for (long number = first; number < first + count; number++) {
            Mutant mutant = Mutant.of(samples, seed, number);
            Judge.Verdict verdict = judge.judge(mutant);
            outcomes.add(verdict.outcome());
            unread += verdict.outcome().startsWith("finding") ? 0 : 1;
            contained += verdict.contained() > 0 ? 1 : 0;
            violated += verdict.violations().isEmpty() ? 0 : 1;
            if (!verdict.violations().isEmpty() && violations.size() < SHOWN) {
                violations.add("mutant " + number + " of seed " + seed + ", "
                        + mutant.sample().name() + " " + mutant.changes() + ": " + verdict.violations());
            }
        }
        return new Fire(count, unread, contained, outcomes, violations, violated);
    }

    @Override
    public String toString() {
        return mutants + " mutants, " + unread + " of them unreadable or no finding, " + contained
                + " to be contained, " + outcomes.size() + " distinct outcomes, " + violated + " violations";
    }
}
