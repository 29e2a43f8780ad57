package dev.tourniquet.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SideBySideTest {

    @Test
    void givesTheResultsInTheOrderOfTheItems() {
        try (SideBySide threads = new SideBySide()) {
            assertThat(threads.map(List.of(3, 1, 2), number -> number * 10)).containsExactly(30, 10, 20);
        }
    }

    /** Virtual threads that load classes can leave none to carry the one that they wait for: see the class. */
    @Test
    void usesPlatformThreadsUnlessTheCallerIsVirtual() throws InterruptedException {
        assertThat(areVirtual()).containsOnly(false);
        AtomicReference<List<Boolean>> inside = new AtomicReference<>();

        Thread.startVirtualThread(() -> inside.set(areVirtual())).join();

        assertThat(inside.get()).containsOnly(true);
    }

    private static List<Boolean> areVirtual() {
        try (SideBySide all = new SideBySide();
                SideBySide few = SideBySide.atMost(1)) {
            return List.of(
                    all.start(() -> Thread.currentThread().isVirtual()).get(),
                    few.start(() -> Thread.currentThread().isVirtual()).get());
        }
    }

    @Test
    void runsAllAtOnce() {
        CountDownLatch all = new CountDownLatch(3);
        try (SideBySide threads = new SideBySide()) {
            assertThat(threads.map(List.of(1, 2, 3), number -> met(all))).containsOnly(true);
        }
    }

    @Test
    void runsNoMoreAtOnceThanItMay() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        try (SideBySide threads = SideBySide.atMost(2)) {
            List<Integer> _ = threads.map(IntStream.range(0, 20).boxed().toList(), number -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                boolean _ = met(never, 1);
                return running.decrementAndGet();
            });
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void throwsWhatACallThrew() {
        try (SideBySide threads = new SideBySide()) {
            assertThatThrownBy(threads.start(() -> {
                        throw new IllegalStateException("mine");
                    })::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("mine");
            assertThatThrownBy(threads.start(() -> {
                        throw new StackOverflowError("mine");
                    })::get)
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void endsOnlyWhenAllCallsHaveEnded() {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        try (SideBySide threads = new SideBySide()) {
            threads.start(() -> {
                boolean _ = met(never, 50);
                ended.set(true);
                return ended;
            });
        }
        assertThat(ended).isTrue();
    }

    private static boolean met(CountDownLatch latch) {
        latch.countDown();
        return met(latch, 10_000);
    }

    private static boolean met(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
