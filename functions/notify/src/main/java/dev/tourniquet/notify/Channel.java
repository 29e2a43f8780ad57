package dev.tourniquet.notify;

import java.util.Optional;

/** A way to tell. */
interface Channel {
    /** In a word; also a part of keys in the ledger. */
    String name();

    /** In which conversation of this channel an announcement belongs; empty where the channel does not tell it at all. */
    Optional<Grouping> groupingOf(Announcement announcement);

    /**
     * Tells.
     *
     * @param untold how many announcements of the conversation were not told since the last one that was
     * @throws RuntimeException where that failed, or may have
     */
    void tell(Announcement announcement, int untold);
}
