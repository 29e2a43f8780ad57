package dev.tourniquet.decision;

/** What a response may do by itself. */
public enum Mode {
    /** Nothing: such findings are logged as skipped. */
    OFF,
    /** Plans and reports, changes nothing. */
    OBSERVE,
    /** Plans, and leaves each plan to a person. */
    APPROVE,
    /** Contains. */
    ENFORCE
}
