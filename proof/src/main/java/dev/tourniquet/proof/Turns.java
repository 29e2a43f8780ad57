package dev.tourniquet.proof;

import java.io.IOException;

/** When a call may be made, of calls that several processes make. */
public interface Turns {
    Turns AT_ONCE = () -> () -> {};

    /** Waits for the turn of this network; what is returned ends it. */
    Runnable take() throws IOException;
}
