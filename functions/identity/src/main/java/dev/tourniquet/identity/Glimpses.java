package dev.tourniquet.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stood in a policy when it was looked at beside the writing of the case, so that the policy can be written next without another
 * call in front of it. Each glimpse is good for one use, within five seconds: IAM knows no conditional write, and what somebody
 * else writes between look and write is written over.
 */
public final class Glimpses {
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<String, Glimpse> seen = new ConcurrentHashMap<>();

    public Glimpses(InstantSource clock) {
        this.clock = clock;
    }

    private record Glimpse(Optional<String> text, Instant at) {}

    /** The policy {@code name} of {@code owner} said {@code text}, or was not there. */
    public void keep(String owner, String name, Optional<String> text) {
        seen.values().removeIf(glimpse -> !isFresh(glimpse));
        seen.put(owner + "/" + name, new Glimpse(text, clock.instant()));
    }

    /** What it said, an empty text where it was not there; nothing where nobody looked, or too long ago. */
    public Optional<Optional<String>> take(String owner, String name) {
        Glimpse glimpse = seen.remove(owner + "/" + name);
        return glimpse != null && isFresh(glimpse) ? Optional.of(glimpse.text()) : Optional.empty();
    }

    private boolean isFresh(Glimpse glimpse) {
        return glimpse.at().plus(GOOD_FOR).isAfter(clock.instant());
    }
}
