package dev.tourniquet.concurrent;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs calls that do not wait for each other, each on a thread of its own; closing waits for all of them.
 *
 * <p>Platform threads, since a function that has just started loads classes in them: a virtual thread that waits for a class holds on to
 * its carrier, Lambda gives a function one or two processors and so as many carriers, and then nobody is left to carry the thread that loads
 * the class. A function stood still for ever so. Only where the caller is a virtual thread itself are these, too: whoever runs a function
 * by a clock of his own schedules them.
 */
public final class SideBySide implements AutoCloseable {
    private final ExecutorService threads;

    /** All at once. */
    public SideBySide() {
        this(Executors.newThreadPerTaskExecutor(threads()));
    }

    private SideBySide(ExecutorService threads) {
        this.threads = threads;
    }

    /** At most {@code many} at once, where each is a call on a service that throttles. */
    public static SideBySide atMost(int many) {
        return new SideBySide(Executors.newFixedThreadPool(many, threads()));
    }

    private static ThreadFactory threads() {
        return Thread.currentThread().isVirtual()
                ? Thread.ofVirtual().factory()
                : Thread.ofPlatform().daemon().name("beside-", 1).factory();
    }

    /** The results of {@code work} on each of {@code items}, in their order. */
    public <T, R> List<R> map(Collection<T> items, Function<T, R> work) {
        List<Supplier<R>> running =
                items.stream().map(item -> start(() -> work.apply(item))).toList();
        return running.stream().map(Supplier::get).toList();
    }

    /** Starts {@code call}; what is returned waits for its result, or throws what it threw. */
    public <T> Supplier<T> start(Supplier<T> call) {
        CompletableFuture<T> running = CompletableFuture.supplyAsync(call, threads);
        return () -> result(running);
    }

    @Override
    public void close() {
        threads.close();
    }

    private static <T> T result(CompletableFuture<T> running) {
        try {
            return running.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
