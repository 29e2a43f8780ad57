package dev.tourniquet.replay.operate;

import java.io.Serial;

/** An order that came to nothing; the message says why and what to do. */
final class OrderFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final boolean notDeployed;

    OrderFailed(int exitCode, String message) {
        this(exitCode, message, false);
    }

    private OrderFailed(int exitCode, String message, boolean notDeployed) {
        super(message);
        this.exitCode = exitCode;
        this.notDeployed = notDeployed;
    }

    /** There is no such function: an account need not have all responses. */
    static OrderFailed notDeployed(String function) {
        return new OrderFailed(Exit.CANNOT_RUN, function + " is not deployed here", true);
    }

    boolean isNotDeployed() {
        return notDeployed;
    }

    int exitCode() {
        return exitCode;
    }
}
