package dev.tourniquet.replay.operate;

import java.io.Serial;

/** An order that came to nothing; the message says why and what to do. */
final class OrderFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    OrderFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
