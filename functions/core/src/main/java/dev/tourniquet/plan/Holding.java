package dev.tourniquet.plan;

import dev.tourniquet.text.PlainText;

/** Something that this system has put into the account, as it is recognized there without a record. */
public record Holding(Kind kind, String name) {
    /** What it is, and how {@code name} names it. */
    public enum Kind {
        /** A network interface in a quarantine group: its id. */
        QUARANTINED_INTERFACE,
        /** A network interface in the all-open group, where none may stay: its id. */
        OPEN_INTERFACE,
        /** An inline policy of a role: {@code <role>/<policy>}. */
        ROLE_POLICY,
        /** An inline policy of a user: {@code <user>/<policy>}. */
        USER_POLICY
    }

    public Holding {
        name = PlainText.of(name);
    }
}
