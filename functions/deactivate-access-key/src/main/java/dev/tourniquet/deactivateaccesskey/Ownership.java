package dev.tourniquet.deactivateaccesskey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What IAM says when it is asked whose a key is. */
sealed interface Ownership {

    /**
     * A user's of this account.
     *
     * @param lastUsed null where IAM knows of no use
     * @param service by which service it was last used
     * @param region and in which Region
     */
    record Of(String userName, @Nullable Instant lastUsed, String service, String region) implements Ownership {}

    /**
     * Nobody's that IAM would name: it was deleted, or belongs to another account.
     *
     * @param why the call and its error
     * @param denied the error is a denial, which a missing permission of the function would bring about, too
     */
    record Unknown(String why, boolean denied) implements Ownership {}
}
