package dev.tourniquet.isolateinstance;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls that do not wait for each other. */
final class SideBySide {
    /** So many at once that an account with hundreds of resources is read in seconds and not throttled. */
    private static final int AT_ONCE = 8;

    private SideBySide() {}

    /** {@code work} on each of {@code items}, in their order; the first failure is thrown after all have ended. */
    static <T, R> List<R> map(List<T> items, Function<T, R> work) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<R>> results = items.stream()
                    .map(item -> threads.submit(() -> work.apply(item)))
                    .toList();
            return results.stream().map(SideBySide::get).toList();
        }
    }

    /** The result of {@code future}, or the exception that ended it. */
    static <R> R get(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException cause -> cause;
                case Error error -> throw error;
                case Throwable other -> new IllegalStateException(other);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for AWS", e);
        }
    }
}
