package dev.tourniquet.proof.load;

import dev.tourniquet.proof.Scene;
import dev.tourniquet.replay.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How many calls stand one after another before each call of a function. Each call takes a second of a clock of our own, by which
 * nothing else takes any time: a call that is sent after two seconds has waited for two others, however many were sent beside them.
 */
final class CriticalPath {
    private static final Duration CALL = Duration.ofSeconds(1);

    private CriticalPath() {}

    /**
     * A call on its way.
     *
     * @param depth 1 where it waits for no other
     */
    record Sent(String call, int depth) {
        @Override
        public String toString() {
            return depth + " " + call;
        }
    }

    /** The calls that the function makes for an event which arrives at {@code start}, in the order in which it makes them. */
    static List<Sent> of(Scene scene, String event, Instant start) throws InterruptedException {
        VirtualTime time = new VirtualTime(start);
        Warm process = new Warm(
                Account.steady(time, CALL),
                scene.deployed().function(),
                scene.deployed().environment(),
                Sandbox.of(scene.world(), scene.given()));
        List<Sent> sent = new ArrayList<>();
        time.start(() -> {
            Instant begun = time.instant();
            process.invoke(event, UUID.randomUUID().toString());
            process.used().sent().forEach(call -> sent.add(new Sent(call.call(), depth(begun, call.at()))));
        });
        time.run();
        return sent;
    }

    private static int depth(Instant begun, Instant at) {
        return (int) (Duration.between(begun, at).toMillis() / CALL.toMillis()) + 1;
    }
}
