package dev.tourniquet.notify;

import java.util.Optional;

/** Where {@link DeliveryRecord}s are kept. */
interface Records {
    /** The newest, read consistently. */
    Optional<DeliveryRecord> find(String channel, Grouping grouping);

    /**
     * Writes {@code next} where the version before it still stands, or nothing where it is the first.
     *
     * @return whether it was written; false where somebody else was first
     */
    boolean put(String channel, Grouping grouping, DeliveryRecord next);
}
