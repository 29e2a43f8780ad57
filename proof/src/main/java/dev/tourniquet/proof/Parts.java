package dev.tourniquet.proof;

import dev.tourniquet.proof.Trials.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a run that one network carries one after the other; a trial puts its faults on the calls of one of them. */
final class Parts {
    private final FaultyNetwork network;
    private final Map<String, List<Call>> calls = new LinkedHashMap<>();
    private int met;

    Parts(FaultyNetwork network) {
        this.network = network;
    }

    /** Learns the calls of a part from {@code work}, which meets no fault. */
    <T> T rehearse(String part, Supplier<T> work) {
        network.arm(Faults.NONE);
        T result = work.get();
        calls.put(part, network.calls());
        return result;
    }

    /** Every fault on every call of each part. */
    List<Trial> all() {
        return calls.entrySet().stream()
                .flatMap(part -> Trials.of(part.getKey(), part.getValue()))
                .toList();
    }

    /** A run begins: so far it has met nothing. */
    void begin() {
        met = 0;
    }

    /** Does the {@code work} of a part, with the faults of {@code trial} where they are of this one. */
    <T> T run(Trial trial, String part, Supplier<T> work) {
        network.arm(trial.part().equals(part) ? trial.faults() : Faults.NONE);
        T result = work.get();
        met += network.met();
        return result;
    }

    /** How many faults this run has met. */
    int met() {
        return met;
    }
}
