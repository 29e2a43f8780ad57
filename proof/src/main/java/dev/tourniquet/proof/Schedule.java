package dev.tourniquet.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a scene, in order.
 *
 * @param seed of the draw, and of whose turn it is where two are at work at once
 */
record Schedule(long seed, List<Move> moves) {

    private static final List<Fault> FAULTS = List.of(Fault.values());

    /** One thing that happens. */
    sealed interface Move {}

    /** An invocation, with the trouble that it runs into. */
    sealed interface Invocation extends Move {
        Trouble trouble();
    }

    /** A fault on the call of that number, from 0; none where it is null, or where fewer calls are made. */
    record Trouble(@Nullable Fault fault, int call) {
        static final Trouble NONE = new Trouble(null, 0);

        Faults faults() {
            return (_, number) -> number == call ? fault : null;
        }

        @Override
        public String toString() {
            return fault == null ? "" : " with " + fault + " on call " + call;
        }
    }

    /**
     * An event arrives, for the first time or again: EventBridge delivers at least once.
     *
     * @param which of the deliveries of the scene
     * @param recurs whether it reports new activity
     */
    record Deliver(int which, boolean recurs, Trouble trouble) implements Invocation {
        @Override
        public String toString() {
            return (recurs ? "recurrence of " : "event ") + which + trouble;
        }
    }

    /** Lambda tries again what has failed longest ago; at the third failure the event goes to the dead-letter queue. */
    record Retry(Trouble trouble) implements Invocation {
        @Override
        public String toString() {
            return "retry" + trouble;
        }
    }

    /** Somebody releases one of the cases. */
    record Release(int which, Trouble trouble) implements Invocation {
        @Override
        public String toString() {
            return "release of case " + which + trouble;
        }
    }

    /** A function runs by its schedule. */
    record Run(String function, Trouble trouble) implements Invocation {
        @Override
        public String toString() {
            return function + trouble;
        }
    }

    /** Two at once. */
    record Together(Invocation one, Invocation other) implements Move {
        @Override
        public String toString() {
            return "[" + one + " beside " + other + "]";
        }
    }

    /** Time passes. */
    record Pass(Duration time) implements Move {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /** What there is to draw from. */
    record Deck(int deliveries, int calls, List<String> scheduled) {}

    static Schedule draw(long seed, Deck deck) {
        Random random = new Random(seed);
        List<Move> moves = new ArrayList<>();
        moves.add(deliver(deck, random));
        for (int left = 2 + random.nextInt(4); left > 0; left--) {
            moves.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new Together(invocation(deck, random), invocation(deck, random));
                        case 1 -> new Pass(time(random));
                        default -> invocation(deck, random);
                    });
        }
        return new Schedule(seed, List.copyOf(moves));
    }

    private static Invocation invocation(Deck deck, Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> new Release(random.nextInt(100), trouble(deck, random));
            case 2, 3 -> new Retry(trouble(deck, random));
            case 4 ->
                new Run(deck.scheduled().get(random.nextInt(deck.scheduled().size())), trouble(deck, random));
            default -> deliver(deck, random);
        };
    }

    private static Deliver deliver(Deck deck, Random random) {
        return new Deliver(random.nextInt(deck.deliveries()), random.nextInt(3) == 0, trouble(deck, random));
    }

    private static Trouble trouble(Deck deck, Random random) {
        return random.nextInt(5) < 2
                ? Trouble.NONE
                : new Trouble(FAULTS.get(random.nextInt(FAULTS.size())), random.nextInt(deck.calls()));
    }

    /** Between two deliveries, past a lease, past the life of every session of a role. */
    private static Duration time(Random random) {
        return List.of(Duration.ofSeconds(5), Duration.ofMinutes(20), Duration.ofHours(14))
                .get(random.nextInt(3));
    }

    @Override
    public String toString() {
        return moves.stream().map(Move::toString).collect(Collectors.joining(", then ", "seed " + seed + ": ", ""));
    }
}
