package dev.tourniquet.engine;

import java.io.Serial;

/**
 * The event was not, or not entirely, dealt with, and another delivery may. It leaves the function, so that Lambda
 * delivers again and at last puts the event into the dead-letter queue.
 */
public final class RetryLater extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public RetryLater(String message) {
        super(message);
    }

    public RetryLater(String message, Throwable cause) {
        super(message, cause);
    }
}
