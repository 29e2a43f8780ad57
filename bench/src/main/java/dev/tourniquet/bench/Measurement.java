package dev.tourniquet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.lambda.RuntimeApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
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
        try (FunctionProcess process = launch(0)) {
            double init = ready(process);
            if (slice.isPresent()) {
                slice.get().hold(process.pid());
            }
            int before = aws.connections();
            double first = handle(process);
            return new Round(
                    init, first, cut, process.cpu(), process.peakMemory(), aws.calls(), aws.connections() - before);
        }
    }

    Warm warm(int events) throws IOException {
        try (FunctionProcess process = launch(0)) {
            process.start();
            for (int number = 0; number < events / 3; number++) {
                handle(process);
            }
            double cpuBefore = process.cpu();
            int connectionsBefore = aws.connections();
            List<Double> times = new ArrayList<>();
            List<Double> cuts = new ArrayList<>();
            IntSummaryStatistics calls = new IntSummaryStatistics();
            for (int number = events / 3; number < events; number++) {
                times.add(handle(process));
                cuts.add(cut);
                calls.accept(aws.calls());
            }
            return new Warm(
                    times.size(),
                    Warm.percentile(times, 0.5),
                    Warm.percentile(times, 0.99),
                    Warm.percentile(cuts, 0.5),
                    (process.cpu() - cpuBefore) / times.size(),
                    process.peakMemory(),
                    calls.getMin(),
                    calls.getMax(),
                    aws.connections() - connectionsBefore);
        }
    }

    /** @param processor the one that it is bound to */
    FunctionProcess launch(int processor) throws IOException {
        aws.reset();
        List<String> cache = variant == Variant.AOT ? launcher.cache(job, aws) : List.of();
        return launcher.start(job, variant, aws, cache, processor);
    }

    /** How many milliseconds it takes until it asks for events. Connections that it has by then are no more, where it is primed. */
    double ready(FunctionProcess process) throws IOException {
        double init = millis(process.start());
        if (variant.isPrimed()) {
            aws.drop();
        }
        return init;
    }

    /** How many milliseconds an event takes. */
    double handle(FunctionProcess process) throws IOException {
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

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    @Override
    public void close() {
        aws.close();
    }
}
