package dev.tourniquet.revokesessions;

/**
 * How far a revocation goes, and why.
 *
 * @param wholeRole all sessions of the role, otherwise the one session
 * @param nameChosen the session is named after an instance and cannot be one's, see {@link Trust}
 */
record Extent(boolean wholeRole, boolean nameChosen) {
    /** All sessions of the role, for whatever reason the one was to be revoked. */
    Extent widened() {
        return new Extent(true, nameChosen);
    }
}
