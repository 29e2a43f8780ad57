package dev.tourniquet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.lambda.RuntimeApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One function in one variant against one stub. */
final class Measurement implements AutoCloseable {
    private final Launcher launcher;
    private final Job job;
    private final Variant variant;
    private final StubAws aws;
    private final String event;
    private double cut;

    Measurement(Launcher launcher, Job job, Variant variant, StubAws aws) throws IOException {
        this.launcher = launcher;
        this.job = job;
        this.variant = variant;
        this.aws = aws;
        this.event = Json.write(job.rehearsal().event());
    }

    Round cold(Optional<Slice> slice) throws IOException {
        try (FunctionProcess process = start()) {
            double init = millis(process.start());
            if (variant.isPrimed()) {
                aws.drop();
            }
            if (slice.isPresent()) {
                slice.get().hold(process.pid());
            }
            double first = handle(process);
            return new Round(init, first, cut, process.cpu(), process.peakMemory(), aws.calls());
        }
    }

    Warm warm(int events) throws IOException {
        try (FunctionProcess process = start()) {
            process.start();
            List<Double> times = new ArrayList<>();
            double cpuBefore = 0;
            for (int number = 0; number < events; number++) {
                if (number == events / 3) {
                    cpuBefore = process.cpu();
                }
                double took = handle(process);
                if (number >= events / 3) {
                    times.add(took);
                }
            }
            System.out.println(variant.key() + ": " + aws.connections() + " connections so far");
            double cpu = (process.cpu() - cpuBefore) / times.size();
            return new Warm(Warm.percentile(times, 0.5), Warm.percentile(times, 0.99), cpu, process.peakMemory());
        }
    }

    private FunctionProcess start() throws IOException {
        aws.reset();
        return launcher.start(job, variant, aws, variant == Variant.AOT ? launcher.cache(job, aws) : List.of());
    }

    private double handle(FunctionProcess process) throws IOException {
        aws.reset();
        RuntimeApi.Answer answer = process.invoke(event);
        JsonNode outcome = Json.MAPPER.readTree(answer.body()).at("/results/0/report/outcome");
        if (!outcome.asText().equals("CONTAINED") || !aws.unexpected().isEmpty()) {
            throw new IllegalStateException(variant.key() + " of " + job.module() + " did not contain: " + answer.body()
                    + "; unexpected calls: " + aws.unexpected());
        }
        cut = (aws.cut() - answer.since()) / 1e6;
        return millis(answer.took());
    }

    private static double millis(java.time.Duration duration) {
        return duration.toNanos() / 1e6;
    }

    @Override
    public void close() {
        aws.close();
    }
}
