package dev.tourniquet.proof.scale;

import dev.tourniquet.proof.load.Measured;
import dev.tourniquet.proof.load.RateLimits;
import dev.tourniquet.proof.load.TokenBucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The calls of one invocation, one after the other, as measured; fractions of calls are made by chance.
 *
 * @param calls with the buckets that each draws from
 * @param seconds how long each takes in the mean, so that all together take as long as the invocation did, some of whose
 *     calls were side by side
 */
record Script(List<Call> calls, double seconds) {

    /** A call, and the names of the buckets that it draws from. */
    record Call(String name, Map<String, TokenBucket.Size> draws, double often) {}

    static Script of(Measured.Kind measured) {
        List<Call> calls = new ArrayList<>();
        measured.calls().forEach((name, count) -> {
            Map<String, TokenBucket.Size> draws = RateLimits.draws(name);
            for (double left = count; left > 0.005; left -= 1) {
                calls.add(new Call(name, draws, Math.min(1, left)));
            }
        });
        // In no order of their kinds: a run of equal calls would meet its bucket otherwise than the functions do.
        Collections.shuffle(calls, new Random(1));
        double made = calls.stream().mapToDouble(Call::often).sum();
        return new Script(calls, measured.seconds() / made);
    }
}
