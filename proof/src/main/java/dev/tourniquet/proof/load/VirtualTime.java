package dev.tourniquet.proof.load;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs virtual threads one at a time, by a clock that stands still while any of them can run and else leaps to the next
 * moment for which one waits. So a thread takes no time unless it says so, a minute costs nothing, and the order in which
 * threads run depends on nothing but what they do.
 *
 * <p>Threads that a thread of it starts run here, too, wherever they are started: a virtual thread inherits its scheduler.
 * The JDK keeps schedulers of one's own to itself; its own tests come by them in the same way ({@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}).
 */
final class VirtualTime implements Executor, InstantSource {
    private static final int PATIENCE_SECONDS = 30;

    static {
        SocketPollers.start();
    }

    private record Alarm(Instant at, long number, Sleeper sleeper) {}

    private static final class Sleeper {
        private final Thread thread = Thread.currentThread();
        private boolean woken;
    }

    /** What can go on; others than threads of ours add to it where the answer of a real call has come. */
    private final LinkedBlockingQueue<Runnable> runnable = new LinkedBlockingQueue<>();

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
    private final ExecutorService real =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private volatile Instant now;
    private long numbers;
    private int alive;
    private int held;
    private @Nullable Runnable running;
    private @Nullable Runnable outside;
    private @Nullable Throwable failure;

    VirtualTime(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** What the JVM hands over: the part of a thread up to where it waits next. */
    @Override
    public void execute(Runnable part) {
        runnable.add(part);
    }

    /** Starts a thread. */
    void start(Runnable work) {
        alive++;
        builder().start(() -> {
            try {
                work.run();
            } catch (Throwable broken) {
                failure = failure == null ? broken : failure;
            } finally {
                alive--;
            }
        });
    }

    /** Lets the calling thread wait. */
    void sleep(Duration time) {
        if (!time.isPositive()) {
            return;
        }
        Sleeper sleeper = new Sleeper();
        alarms.add(new Alarm(now.plus(time), numbers++, sleeper));
        while (!sleeper.woken) {
            LockSupport.park(this);
        }
    }

    /**
     * Lets the calling thread do something real, which takes no time here; nothing else runs meanwhile. It is done by
     * another thread: the JVM's own virtual threads that wait for sockets must not come to run here.
     */
    <T> T outside(Supplier<T> work) {
        outside = running;
        try {
            return CompletableFuture.supplyAsync(work, real).join();
        } finally {
            outside = null;
        }
    }

    /** From here to {@link #release} the calling thread may wait for something real: time stands still. */
    void hold() {
        held++;
    }

    void release() {
        held--;
    }

    /** Runs until all threads have ended. */
    void run() throws InterruptedException {
        try (real) {
            while (alive > 0 && failure == null) {
                Runnable next = next();
                if (next != null) {
                    running = next;
                    next.run();
                }
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a thread broke off at " + now, failure);
        }
    }

    private @Nullable Runnable next() throws InterruptedException {
        if (outside == null && !deferred.isEmpty()) {
            return deferred.poll();
        }
        boolean mustWait = outside != null || held > 0 || alarms.isEmpty();
        Runnable next = mustWait ? runnable.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) : runnable.poll();
        if (next == null && mustWait) {
            throw new IllegalStateException(alive + " threads wait at " + now + ", and nothing wakes them");
        }
        if (next == null) {
            ring();
        } else if (outside != null && !next.equals(outside)) {
            deferred.add(next);
            return null;
        }
        return next;
    }

    private void ring() {
        Alarm alarm = alarms.remove();
        now = alarm.at();
        alarm.sleeper().woken = true;
        LockSupport.unpark(alarm.sleeper().thread);
    }

    private Thread.Builder.OfVirtual builder() {
        try {
            Constructor<? extends Thread.Builder.OfVirtual> ofScheduler = Class.forName(
                            "java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .asSubclass(Thread.Builder.OfVirtual.class)
                    .getDeclaredConstructor(Executor.class);
            ofScheduler.setAccessible(true);
            return ofScheduler.newInstance(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads with a scheduler of one's own", e);
        }
    }
}
