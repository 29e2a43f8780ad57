package dev.tourniquet.engine;

import dev.tourniquet.ledger.Announcement;

/** The way to the system's own bus. A failing publication throws {@link dev.tourniquet.plan.CallFailed}. */
public interface Publisher {
    /** Publishes; returns once the bus has accepted it. */
    void publish(Announcement announcement);
}
