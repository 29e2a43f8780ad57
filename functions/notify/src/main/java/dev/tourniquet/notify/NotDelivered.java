package dev.tourniquet.notify;

import java.io.Serial;

/**
 * An announcement did not get through. Lambda delivers it again, twice, and then keeps it in the dead-letter queue. It has no
 * cause: the JDK's own messages quote the address that was called, and that of a webhook is a secret.
 */
final class NotDelivered extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    NotDelivered(String why) {
        super(why);
    }
}
