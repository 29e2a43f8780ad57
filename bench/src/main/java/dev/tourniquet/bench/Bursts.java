package dev.tourniquet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures a burst. Each process has a stub of its own, since what one of them wrote is not what another may read back. */
final class Bursts {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private Bursts() {}

    /** @param measurements one for each process */
    static Burst of(List<Measurement> measurements, int events) throws IOException {
        List<FunctionProcess> processes = new ArrayList<>();
        try {
            long began = System.nanoTime();
            for (Measurement measurement : measurements) {
                processes.add(measurement.launch(processes.size()));
            }
            each(measurements.size(), number -> measurements.get(number).ready(processes.get(number)));
            double init = millisSince(began);
            double cpuBefore = cpu(processes);
            AtomicInteger next = new AtomicInteger();
            long first = System.nanoTime();
            each(measurements.size(), number -> {
                int handled = 0;
                for (; next.getAndIncrement() < events; handled++) {
                    measurements.get(number).handle(processes.get(number));
                }
                return handled;
            });
            double wall = millisSince(first);
            return new Burst(events, processes.size(), init, wall, cpu(processes) - cpuBefore);
        } finally {
            for (FunctionProcess process : processes) {
                process.close();
            }
        }
    }

    private interface Work {
        Object of(int number) throws IOException;
    }

    private static void each(int processes, Work work) {
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int number = 0; number < processes; number++) {
            int mine = number;
            all.add(CompletableFuture.supplyAsync(() -> unchecked(work, mine), THREADS));
        }
        all.forEach(CompletableFuture::join);
    }

    private static Object unchecked(Work work, int number) {
        try {
            return work.of(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpu(List<FunctionProcess> processes) throws IOException {
        double sum = 0;
        for (FunctionProcess process : processes) {
            sum += process.cpu();
        }
        return sum;
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
