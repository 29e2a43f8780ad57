package dev.tourniquet.engine;

import java.util.Optional;

/**
 * One item of a response in the ledger that is no case and is written over each time. A failing store throws {@link
 * dev.tourniquet.plan.CallFailed}.
 */
public interface Slate {
    /** What stands there, read consistently. */
    Optional<String> read(String response);

    /** Writes {@code text} over what stands there. */
    void write(String response, String text);
}
