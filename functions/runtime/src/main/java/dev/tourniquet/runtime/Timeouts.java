package dev.tourniquet.runtime;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Ends calls that take too long, of all clients of the process; each would else start five threads of its own for that. */
final class Timeouts {
    /** A second one, should ending a call take its time. */
    private static final int THREADS = 2;

    static final ScheduledExecutorService SHARED = shared();

    private Timeouts() {}

    private static ScheduledExecutorService shared() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                THREADS, Thread.ofPlatform().daemon().name("time-outs-", 1).factory());
        // Nearly every call is over in time; what was to end it goes with it.
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
