package dev.tourniquet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code mvn verify -Pbench}: measures, prints and, with {@code -Dbench.write=true}, writes docs/performance.md. */
final class Bench {
    private static final double SHARE_OF_512_MB = 0.29;

    private static final Job BURST = Job.REVOKE_SESSIONS;

    private final Settings settings = Settings.of(System.getProperties());
    private final List<Variant> variants = chosen("bench.variants", Variant::named, Variant.PUBLISHED);
    private final List<Job> jobs = chosen("bench.functions", Job::named, List.of(Job.values()));
    private final Path work = Path.of("bench/target/bench").toAbsolutePath();
    private final Results results = new Results();
    private final Certificate certificate;
    private final Launcher launcher;

    private Bench() throws IOException {
        Files.createDirectories(work);
        certificate = Certificate.make(work);
        launcher = new Launcher(work, certificate);
    }

    public static void main(String[] arguments) throws IOException {
        new Bench().run();
    }

    private void run() throws IOException {
        if (variants.contains(Variant.PYTHON) && !Commands.works("python3", "-c", "import boto3")) {
            System.out.println("python3 has no boto3 here: without the twin there are times, and no ratios");
            variants.remove(Variant.PYTHON);
        }
        for (Job job : jobs) {
            for (int latency : settings.latencies()) {
                measure(new Setup(job, latency));
            }
        }
        if (settings.burst() > 0 && jobs.contains(BURST)) {
            burst(new Setup(BURST, settings.latencies().getFirst()));
        }
        Lines.append(results, Path.of("bench/target/results.jsonl"), settings.tls());
        String tables = new Table(results).markdown()
                + BurstTable.markdown(results)
                + new CostTable(results, launcher::memory).markdown();
        System.out.println(tables);
        if (settings.write()) {
            Page.write(tables, results);
        }
        List<String> broken = Gates.read().broken(results);
        if (!broken.isEmpty()) {
            throw new IllegalStateException(String.join(System.lineSeparator(), broken));
        }
    }

    private Measurement measurement(Setup setup, Variant variant) throws IOException {
        StubAws aws = new StubAws(
                setup.job().rehearsal().answers(),
                settings.tls() ? Optional.of(certificate) : Optional.empty(),
                Duration.ofMillis(setup.latency()));
        return new Measurement(launcher, setup.job(), variant, aws);
    }

    private void measure(Setup setup) throws IOException {
        Map<Variant, Measurement> measurements = new LinkedHashMap<>();
        try {
            for (Variant variant : variants) {
                measurements.put(variant, measurement(setup, variant));
            }
            measure(setup, measurements);
        } finally {
            measurements.values().forEach(Measurement::close);
        }
    }

    /** Interleaved, so that what else happens on the machine happens to all; the first round only warms the disk's cache. */
    private void measure(Setup setup, Map<Variant, Measurement> measurements) throws IOException {
        for (int round = 0; round <= settings.rounds(); round++) {
            for (Map.Entry<Variant, Measurement> each : measurements.entrySet()) {
                Round measured = each.getValue().cold(Optional.empty());
                if (round > 0) {
                    results.add(setup, each.getKey(), measured);
                }
            }
            System.out.println(setup + ": round " + round + " of " + settings.rounds());
        }
        for (Map.Entry<Variant, Measurement> each : measurements.entrySet()) {
            results.add(setup, each.getKey(), each.getValue().warm(settings.events(setup.latency())));
        }
        if (setup.latency() == 0) {
            slow(setup, measurements);
        }
    }

    private void slow(Setup setup, Map<Variant, Measurement> measurements) throws IOException {
        Optional<Slice> slice = Slice.of(SHARE_OF_512_MB);
        if (slice.isEmpty()) {
            System.out.println("no control group can be made here: a function of 512 MB is not emulated");
            return;
        }
        try (Slice share = slice.get()) {
            for (int round = 0; round < Math.min(3, settings.rounds()); round++) {
                for (Map.Entry<Variant, Measurement> each : measurements.entrySet()) {
                    results.addSlow(setup, each.getKey(), each.getValue().cold(Optional.of(share)));
                }
            }
        }
    }

    /** By as many processes as there are processors. */
    private void burst(Setup setup) throws IOException {
        for (Variant variant : variants) {
            List<Measurement> measurements = new ArrayList<>();
            try {
                for (int process = 0; process < Runtime.getRuntime().availableProcessors(); process++) {
                    measurements.add(measurement(setup, variant));
                }
                results.add(setup, variant, Bursts.of(measurements, settings.burst()));
            } finally {
                measurements.forEach(Measurement::close);
            }
            System.out.println(setup + ": burst for " + variant.key());
        }
    }

    private static <T> List<T> chosen(String property, Function<String, T> named, List<T> all) {
        String names = System.getProperty(property, "");
        return new ArrayList<>(
                names.isBlank()
                        ? all
                        : Arrays.stream(names.split(",")).map(named).toList());
    }
}
