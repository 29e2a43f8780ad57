package dev.tourniquet.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Runs calls that do not wait for each other, each on a virtual thread; closing waits for all of them. */
public final class SideBySide implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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
