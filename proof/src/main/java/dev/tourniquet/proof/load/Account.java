package dev.tourniquet.proof.load;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all functions of an account share: its rate limits, and the count of what they let through and what not. */
final class Account {
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<String, Long> throttled = new TreeMap<>();
    private final VirtualTime time;
    private final Instant start;
    private final Random random;
    private final @Nullable Duration always;

    Account(VirtualTime time, Random random) {
        this(time, random, null);
    }

    private Account(VirtualTime time, Random random, @Nullable Duration always) {
        this.time = time;
        this.start = time.instant();
        this.random = random;
        this.always = always;
    }

    /** In which each call takes {@code always}, and none is refused. */
    static Account steady(VirtualTime time, Duration always) {
        return new Account(time, new Random(0), always);
    }

    VirtualTime time() {
        return time;
    }

    /** Between nothing and {@code most}. */
    Duration jitter(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }

    /** How long a call takes: assumed, between the half and three halves of a mean. */
    Duration latency(String service) {
        if (always != null) {
            return always;
        }
        Duration mean = switch (service) {
            case "DynamoDb", "Sqs", "EventBridge" -> Duration.ofMillis(10);
            default -> Duration.ofMillis(60);
        };
        return mean.dividedBy(2).plus(jitter(mean));
    }

    /** Whether a call is let through, see {@link RateLimits#draws}. */
    boolean lets(String call) {
        if (always != null) {
            return true;
        }
        List<TokenBucket> drawn = RateLimits.draws(call).entrySet().stream()
                .map(draw -> buckets.computeIfAbsent(draw.getKey(), _ -> new TokenBucket(draw.getValue(), seconds())))
                .toList();
        boolean through = drawn.stream().allMatch(bucket -> bucket.has(seconds()));
        if (through) {
            drawn.forEach(TokenBucket::take);
        } else {
            throttled.merge(call.substring(0, call.indexOf(':')), 1L, Long::sum);
        }
        return through;
    }

    private double seconds() {
        return Duration.between(start, time.instant()).toNanos() / 1e9;
    }

    /** Refused calls by service, each attempt counted. */
    Map<String, Long> throttled() {
        return Map.copyOf(throttled);
    }
}
