package dev.tourniquet.engine;

import dev.tourniquet.text.PlainText;
import java.io.Serial;

/** An operator's command that cannot be carried out; the message says why and what to do. */
public final class CommandRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CommandRefused(String message) {
        super(PlainText.of(message));
    }
}
