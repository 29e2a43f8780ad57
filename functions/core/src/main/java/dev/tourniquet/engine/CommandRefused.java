package dev.tourniquet.engine;

import dev.tourniquet.text.PlainText;
import java.io.Serial;

/** An operator's command that cannot be carried out; the message says why and what to do. */
public final class CommandRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why, for a program. */
    public enum Kind {
        /** The command is not as it has to be. */
        BAD_REQUEST,
        /** The ledger has no such case. */
        UNKNOWN_CASE,
        /** What is on record cannot be read. */
        UNREADABLE,
        /** There is nothing to do: nothing was changed, or nothing waits. */
        NOTHING_TO_DO,
        /** It was released, and the target has another case now. */
        RELEASED,
        /** Another plan waits than the one that is named. */
        OTHER_PLAN,
        /** The plan was shown too long ago. */
        EXPIRED,
        /** The live state asks for another plan by now, which waits in its place. */
        PLAN_CHANGED,
        /** Nothing proves who orders it, or the signature under it does not hold. */
        UNPROVED
    }

    private final Kind kind;

    public CommandRefused(Kind kind, String message) {
        super(PlainText.of(message));
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
