package dev.tourniquet.localaws.policy;

/** What policies say to a request. */
public enum Decision {
    /** A statement allows it and none denies it. */
    ALLOWED,
    /** A statement denies it, whatever else allows it. */
    EXPLICIT_DENY,
    /** No statement speaks of it. */
    IMPLICIT_DENY;

    public boolean isAllowed() {
        return this == ALLOWED;
    }
}
