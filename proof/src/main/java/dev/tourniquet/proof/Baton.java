package dev.tourniquet.proof;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lets processes that are at work at once make one call at a time, each next one drawn: the same draw, the same order, as
 * far as a process itself makes its calls in one order.
 */
final class Baton {
    private final Random random;
    private final List<Integer> running = new ArrayList<>();
    private int holder;
    private boolean held;

    Baton(Random random, int processes) {
        this.random = random;
        for (int process = 0; process < processes; process++) {
            running.add(process);
        }
        pass();
    }

    /** The turns of one of the processes. */
    Turns of(int process) {
        return () -> take(process);
    }

    private synchronized Runnable take(int process) throws IOException {
        while (held || (running.contains(process) && holder != process)) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw (IOException) new InterruptedIOException().initCause(e);
            }
        }
        held = true;
        return this::end;
    }

    private synchronized void end() {
        held = false;
        pass();
    }

    /** A process makes no more calls. */
    synchronized void leave(int process) {
        running.remove(Integer.valueOf(process));
        pass();
    }

    private synchronized void pass() {
        if (!running.isEmpty()) {
            holder = running.get(random.nextInt(running.size()));
        }
        notifyAll();
    }
}
