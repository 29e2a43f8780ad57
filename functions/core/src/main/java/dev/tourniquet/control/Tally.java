package dev.tourniquet.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was contained within the last hour. An entry a case, so that a finding that comes again never counts twice.
 *
 * @param scope what is counted together: a response, or a response on resources that share the value of a tag
 * @param version counts the writes; 0 where nothing was ever counted
 * @param admitted when each case was opened, by its id
 * @param reachedAt when it was last told that the limit is reached; null where it never was
 */
public record Tally(
        String scope,
        long version,
        Map<String, Instant> admitted,
        @Nullable Instant reachedAt) {
    private static final Duration WINDOW = Duration.ofHours(1);

    public Tally {
        admitted = Map.copyOf(admitted);
    }

    /** Nothing was ever counted. */
    public static Tally of(String scope) {
        return new Tally(scope, 0, Map.of(), null);
    }

    /** Whether one more case fits, or {@code caseId} is counted already. */
    public boolean hasRoomFor(String caseId, int limit, Instant now) {
        Map<String, Instant> current = current(now);
        return current.containsKey(caseId) || current.size() < limit;
    }

    /** With {@code caseId}; what was counted more than an hour ago is forgotten. */
    public Tally with(String caseId, Instant now) {
        Map<String, Instant> current = current(now);
        current.putIfAbsent(caseId, now);
        return new Tally(scope, version + 1, current, reachedAt);
    }

    /** Whether it is news that the limit is reached: it is told once an hour. */
    public boolean isNews(Instant now) {
        return reachedAt == null || !reachedAt.isAfter(now.minus(WINDOW));
    }

    /** Told at {@code now} that the limit is reached. */
    public Tally reached(Instant now) {
        return new Tally(scope, version + 1, current(now), now);
    }

    private Map<String, Instant> current(Instant now) {
        Map<String, Instant> current = new TreeMap<>(admitted);
        current.values().removeIf(at -> !at.isAfter(now.minus(WINDOW)));
        return current;
    }
}
