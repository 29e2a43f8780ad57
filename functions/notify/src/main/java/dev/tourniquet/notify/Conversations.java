package dev.tourniquet.notify;

import dev.tourniquet.engine.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides what is told and what is only counted, and keeps each channel to itself: a retry for one does not tell the others
 * again.
 *
 * <p>Order of side effects: claim, tell, record. A crash after telling leaves the claim, and the next delivery tells again: a
 * person who hears of a threat twice is better off than one who never does.
 */
final class Conversations {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** Enough for all who wait for a worker that died, and for a crowd that writes at once. */
    private static final int MOST_TRIES = 100;

    private final Records records;
    private final InstantSource clock;
    private final Pause pause;

    Conversations(Records records, InstantSource clock, Pause pause) {
        this.records = records;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Has {@code channel} tell {@code announcement} unless that adds nothing to what it told before.
     *
     * @param worker the id of the invocation, the same in Lambda's retries of it
     * @return whether it was told now
     */
    boolean take(Channel channel, Announcement announcement, Grouping grouping, String worker) {
        Optional<DeliveryRecord> claimed = claim(channel.name(), announcement, grouping, worker);
        if (claimed.isEmpty()) {
            return false;
        }
        DeliveryRecord claim = claimed.get();
        try {
            channel.tell(announcement, claim.untold().size());
        } catch (RuntimeException e) {
            // Frees the claim. Where that fails as well it expires, and what matters is why nothing was told.
            try {
                records.put(channel.name(), grouping, claim.failed(clock.instant()));
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        // Refused where the claim expired and another took it: then that one tells, and records.
        records.put(channel.name(), grouping, claim.told(clock.instant()));
        return true;
    }

    /** @return the claim; empty where nothing is left to tell */
    private Optional<DeliveryRecord> claim(
            String channel, Announcement announcement, Grouping grouping, String worker) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            Instant now = clock.instant();
            DeliveryRecord found = records.find(channel, grouping).orElse(null);
            if (found == null) {
                DeliveryRecord first = DeliveryRecord.first(announcement, grouping, worker, now);
                if (records.put(channel, grouping, first)) {
                    return Optional.of(first);
                }
            } else if (found.isBusyFor(worker, now)) {
                pause.forDuration(LOOK_AGAIN);
            } else if (found.covers(grouping, now) || isTold(found, announcement)) {
                if (isCounted(found, announcement)
                        || records.put(channel, grouping, found.counting(announcement.id()))) {
                    return Optional.empty();
                }
            } else {
                DeliveryRecord next = found.next(announcement, grouping, worker, now);
                if (records.put(channel, grouping, next)) {
                    return Optional.of(next);
                }
            }
        }
        throw new NotDelivered("others are telling of " + grouping.key() + " all the time");
    }

    private static boolean isTold(DeliveryRecord found, Announcement announcement) {
        return found.state() == DeliveryRecord.State.TOLD
                && found.announcement().equals(announcement.id());
    }

    private static boolean isCounted(DeliveryRecord found, Announcement announcement) {
        return isTold(found, announcement)
                || found.untold().contains(announcement.id())
                || found.untold().size() >= DeliveryRecord.MOST_UNTOLD;
    }
}
