package dev.tourniquet.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a conversation of one channel stands.
 *
 * @param version counts the writes
 * @param announcement the id of the one that was told last, or is being told
 * @param kind of that one
 * @param band of that one
 * @param time when that one came about
 * @param state how far it got
 * @param worker the invocation that is telling it
 * @param since when this state was written
 * @param untold the ids of those that were only counted since, no more than {@link #MOST_UNTOLD}
 */
record DeliveryRecord(
        long version,
        String announcement,
        String kind,
        int band,
        Instant time,
        State state,
        String worker,
        Instant since,
        Set<String> untold) {

    /** From here on "many": an item of the ledger must not grow for ever. */
    static final int MOST_UNTOLD = 200;

    /** For how long the same again is only counted. */
    static final Duration QUIET = Duration.ofHours(24);

    /** Longer than any channel takes. A worker that died is waited for no longer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    enum State {
        TELLING,
        TOLD,
        FAILED
    }

    DeliveryRecord {
        untold = Set.copyOf(untold);
    }

    static DeliveryRecord first(Announcement announcement, Grouping grouping, String worker, Instant now) {
        return new DeliveryRecord(
                1,
                announcement.id(),
                grouping.kind(),
                grouping.band(),
                grouping.time(),
                State.TELLING,
                worker,
                now,
                Set.of());
    }

    /** Told, or about to be; the count of those before goes with it. */
    DeliveryRecord next(Announcement other, Grouping grouping, String by, Instant now) {
        return new DeliveryRecord(
                version + 1,
                other.id(),
                grouping.kind(),
                grouping.band(),
                grouping.time(),
                State.TELLING,
                by,
                now,
                untold);
    }

    DeliveryRecord told(Instant now) {
        return new DeliveryRecord(version + 1, announcement, kind, band, time, State.TOLD, worker, now, Set.of());
    }

    DeliveryRecord failed(Instant now) {
        return new DeliveryRecord(version + 1, announcement, kind, band, time, State.FAILED, worker, now, untold);
    }

    DeliveryRecord counting(String id) {
        Set<String> more = new TreeSet<>(untold);
        more.add(id);
        return new DeliveryRecord(version + 1, announcement, kind, band, time, state, worker, since, more);
    }

    /** Whether another invocation is at it just now. */
    boolean isBusyFor(String other, Instant now) {
        return state == State.TELLING && !worker.equals(other) && now.isBefore(since.plus(PATIENCE));
    }

    /** Whether an announcement adds nothing to what was told. */
    boolean covers(Grouping grouping, Instant now) {
        if (state != State.TOLD) {
            return false;
        }
        boolean overtaken = grouping.time().isBefore(time);
        boolean same = grouping.kind().equals(kind) && grouping.band() <= band && now.isBefore(since.plus(QUIET));
        return overtaken || same;
    }
}
