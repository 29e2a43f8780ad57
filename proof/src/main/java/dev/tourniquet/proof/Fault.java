package dev.tourniquet.proof;

/** What can happen to one API call, with all its attempts unless it says once. */
enum Fault {
    /** Throttled once, then answered. */
    THROTTLED_ONCE,
    /** Throttled until the retries are spent. */
    THROTTLED,
    /** Answered with an error of the service, without effect. */
    SERVER_ERROR,
    /** The connection breaks before the service has seen the call. */
    CONNECTION_RESET,
    /** No answer, and no effect. */
    TIMED_OUT,
    /** It takes effect, and the answer is lost; the next attempt is answered. */
    ANSWER_LOST_ONCE,
    /** It takes effect, and no attempt is answered. */
    ANSWER_LOST,
    /** The role lacks the permission. */
    DENIED,
    /** A read that is answered as the same read was before. */
    STALE_READ,
    /** The process dies before the call. */
    KILLED_BEFORE,
    /** The process dies after the call. */
    KILLED_AFTER;

    public boolean canHappenTo(Call call) {
        return this != STALE_READ || call.reads();
    }
}
