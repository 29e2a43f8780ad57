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

    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final int events = Integer.getInteger("bench.events", 300);
    private final Path work = Path.of("bench/target/bench").toAbsolutePath();

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        new Bench().run();
    }

    private void run() throws IOException {
        Files.createDirectories(work);
        List<Variant> variants = chosen("bench.variants", Variant::named, Variant.values());
        List<Job> jobs = chosen("bench.functions", Job::named, new Job[] {Job.ISOLATE_INSTANCE, Job.REVOKE_SESSIONS});
        if (variants.contains(Variant.PYTHON) && !Commands.works("python3", "-c", "import boto3")) {
            System.out.println("python3 has no boto3 here: without the twin there are times, and no ratios");
            variants = variants.stream().filter(each -> each != Variant.PYTHON).toList();
        }
        Certificate certificate = Certificate.make(work);
        Launcher launcher = new Launcher(work, certificate);
        Results results = new Results();
        for (Job job : jobs) {
            Map<Variant, Measurement> measurements = new LinkedHashMap<>();
            try {
                for (Variant variant : variants) {
                    if (variant == Variant.PYTHON && !Files.exists(job.twin())) {
                        System.out.println(job.module() + " has no twin in bench/peer yet: times, and no ratios");
                        continue;
                    }
                    StubAws aws = new StubAws(job.rehearsal().answers(), certificate, Duration.ZERO);
                    measurements.put(variant, new Measurement(launcher, job, variant, aws));
                }
                measure(job, measurements, results);
            } finally {
                measurements.values().forEach(Measurement::close);
            }
        }
        results.writeLines(Path.of("bench/target/results.jsonl"));
        String table = new Table(results).markdown();
        System.out.println(table);
        if (Boolean.getBoolean("bench.write")) {
            Page.write(table, results);
        }
    }

    /** Interleaved, so that what else happens on the machine happens to all; the first round only warms the disk's cache. */
    private void measure(Job job, Map<Variant, Measurement> measurements, Results results) throws IOException {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<Variant, Measurement> each : measurements.entrySet()) {
                Round measured = each.getValue().cold(Optional.empty());
                if (round > 0) {
                    results.add(job, each.getKey(), measured);
                }
            }
            System.out.println(job.module() + ": round " + round + " of " + rounds);
        }
        for (Map.Entry<Variant, Measurement> each : measurements.entrySet()) {
            results.add(job, each.getKey(), each.getValue().warm(events));
        }
        Optional<Slice> slice = Slice.of(SHARE_OF_512_MB);
        if (slice.isEmpty()) {
            System.out.println("no control group can be made here: a function of 512 MB is not emulated");
            return;
        }
        try (Slice share = slice.get()) {
            for (int round = 0; round < Math.min(3, rounds); round++) {
                for (Map.Entry<Variant, Measurement> each : measurements.entrySet()) {
                    results.addSlow(job, each.getKey(), each.getValue().cold(Optional.of(share)));
                }
            }
        }
    }

    private static <T> List<T> chosen(String property, Function<String, T> named, T[] all) {
        String names = System.getProperty(property, "");
        return new ArrayList<>(
                names.isBlank()
                        ? List.of(all)
                        : Arrays.stream(names.split(",")).map(named).toList());
    }
}
