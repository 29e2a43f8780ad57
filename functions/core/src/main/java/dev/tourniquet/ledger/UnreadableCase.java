package dev.tourniquet.ledger;

import java.io.Serial;

/**
 * What is on record under the id of a case cannot be read as one: it was written by another version, is written in half, or
 * was changed by hand. It may hold the only state before a containment, so nothing is written over it, and no delivery
 * can mend it: a person has to look.
 */
public final class UnreadableCase extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String REPAIR =
            "Do not delete the item from the ledger's table: it may hold the only state before a containment. Keep a copy, find an "
                    + "earlier version by point-in-time recovery, and repair it or restore that version; then send the event, "
                    + "which is in the dead-letter queue, or the command again.";

    private static final String DEPLOY =
            "Nothing is wrong with the item: leave it as it is. Deploy the version of Tourniquet that knows the step, then send the "
                    + "event, which is in the dead-letter queue, or the command again.";

    private final String remedy;

    /**
     * A case that cannot be read.
     *
     * @param id the case
     * @param why without anything of its content
     */
    public UnreadableCase(String id, String why) {
        this(id, "is on record and cannot be read: " + why, REPAIR);
    }

    private UnreadableCase(String id, String what, String remedy) {
        super("case " + id + " " + what);
        this.remedy = remedy;
    }

    /** A case that was written by a version with steps that this one does not have. */
    public static UnreadableCase ofAnotherVersion(String id) {
        return new UnreadableCase(id, "has a step of a kind that this version does not know", DEPLOY);
    }

    /** What a person does about it. */
    public String remedy() {
        return remedy;
    }
}
