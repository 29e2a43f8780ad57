package dev.tourniquet.replay.operate;

/** Exit codes of the operator's commands; 0 to 3 are those of all commands. */
final class Exit {
    static final int DONE = 0;

    /** It was carried out, and not all of it came about: a containment that is not CONTAINED, a release with steps left. */
    static final int NOT_ALL = 1;

    static final int USAGE = 2;

    /** There is no such account, stack or credentials. */
    static final int CANNOT_RUN = 3;

    static final int UNKNOWN_CASE = 4;

    /** Nothing waits, nothing was changed, or it was released already. */
    static final int NOTHING_TO_DO = 5;

    /** Another plan waits than the one that was named, or the live state asks for another by now. */
    static final int OTHER_PLAN = 6;

    static final int EXPIRED = 7;

    /** Somebody else is at work on it. */
    static final int BUSY = 8;

    static final int DENIED = 9;

    /** The person said no. */
    static final int NOT_CONFIRMED = 10;

    /** The function does not know who orders it: STS does not take the signature, or does not answer. */
    static final int UNPROVED = 11;

    private Exit() {}

    /** @param refusal the word of a function that refuses a command */
    static int of(String refusal) {
        return switch (refusal) {
            case "UNKNOWN_CASE", "UNREADABLE" -> UNKNOWN_CASE;
            case "NOTHING_TO_DO", "RELEASED" -> NOTHING_TO_DO;
            case "OTHER_PLAN", "PLAN_CHANGED" -> OTHER_PLAN;
            case "EXPIRED" -> EXPIRED;
            case "UNPROVED" -> UNPROVED;
            default -> USAGE;
        };
    }
}
