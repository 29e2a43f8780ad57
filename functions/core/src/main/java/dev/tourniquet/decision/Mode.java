package dev.tourniquet.decision;

/** What a response may do in an account. */
public enum Mode {
    /** Plans and reports, changes nothing. */
    OBSERVE,
    /** Contains. */
    ENFORCE
}
