package dev.tourniquet.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs that are the same but for the faults that they meet. */
interface Trials extends AutoCloseable {

    /** A fault on a call. */
    record Hit(Call call, Fault fault) {
        @Override
        public String toString() {
            return fault + " on " + call;
        }
    }

    /**
     * Faults on calls of one part of the run.
     *
     * @param part its name; empty where the run has one part only
     */
    record Trial(String part, List<Hit> hits) {
        Faults faults() {
            return (made, _) -> hits.stream()
                    .filter(hit -> hit.call().equals(made))
                    .map(Hit::fault)
                    .findFirst()
                    .orElse(null);
        }

        /** The first. */
        Fault fault() {
            return hits.getFirst().fault();
        }

        /** Whether a fault is on one of these operations. */
        boolean concerns(String... operations) {
            return hits.stream()
                    .anyMatch(hit -> Stream.of(operations)
                            .anyMatch(operation -> hit.call().operation().equals(operation)));
        }

        /** Whether it can pass without meeting anything. */
        boolean mayMissAll() {
            return hits.stream().allMatch(hit -> hit.fault() == Fault.STALE_READ);
        }

        /** A complaint where a run {@code met} nothing, although it had to. */
        List<String> untried(int met) {
            return met == 0 && !mayMissAll()
                    ? List.of("nothing was tried out: no call of " + this + " was made")
                    : List.of();
        }

        @Override
        public String toString() {
            return hits.stream().map(Hit::toString).collect(Collectors.joining(" and "))
                    + (part.isEmpty() ? "" : " of the " + part);
        }
    }

    /** Every fault on every call. */
    List<Trial> all();

    /** What is not as it should be after these faults; empty where all is. */
    List<String> violations(Trial trial);

    /** How many of its faults the last trial met; a read that was not made before cannot be stale. */
    int met();

    @Override
    void close();

    /** Every fault on every call of this part. */
    static Stream<Trial> of(String part, List<Call> calls) {
        return calls.stream()
                .flatMap(call -> Stream.of(Fault.values())
                        .filter(fault -> fault.canHappenTo(call))
                        .map(fault -> new Trial(part, List.of(new Hit(call, fault)))));
    }

    /** {@code count} pairs of faults on two calls of one part, drawn by {@code random}. */
    static List<Trial> pairs(List<Trial> singles, int count, Random random) {
        Set<Trial> pairs = new HashSet<>();
        List<Trial> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            Trial one = singles.get(random.nextInt(singles.size()));
            Trial other = singles.get(random.nextInt(singles.size()));
            boolean apart =
                    !one.hits().getFirst().call().equals(other.hits().getFirst().call());
            Trial pair = new Trial(
                    one.part(), List.of(one.hits().getFirst(), other.hits().getFirst()));
            if (apart && one.part().equals(other.part()) && pairs.add(pair)) {
                drawn.add(pair);
            }
        }
        return drawn;
    }
}
