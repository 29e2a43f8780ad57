package dev.tourniquet.proof.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many findings at once. {@code load.findings}, {@code load.targets}, {@code load.instances}, {@code load.harmless} and
 * {@code load.seed} make another run of it; {@code load.concurrency} another setting than the template's.
 */
final class LoadTest {
    private static final Path EXPLORED = Path.of("proof", "target", "explored");
    private static final long SEED = Long.getLong("load.seed", 1);
    private static final Mix SMALL = new Mix(36, 2, 3, 2, 2, 1, 0.1);

    private static LocalAws aws;
    private static PrintStream out;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        out = System.out;
        // A thousand findings make megabytes of log.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }

    @AfterAll
    static void end() {
        System.setOut(out);
        aws.close();
    }

    @Test
    void containsEveryTargetOnceAndLosesNothing() throws Exception {
        Mix mix = Mix.of(
                Integer.getInteger("load.findings", 1000),
                Integer.getInteger("load.targets", 120),
                Integer.getInteger("load.instances", 8),
                Double.parseDouble(System.getProperty("load.harmless", "0.85")));
        try (Load load = Load.of(aws, mix, SEED)) {
            Load.Run run = load.run(
                    SEED,
                    Duration.ZERO,
                    List.of(),
                    set -> set.handling(Integer.getInteger("load.concurrency", set.concurrency())));
            List<String> violations = load.violations(run.journal());
            write(mix, load, run, violations);

            assertThat(violations).isEmpty();
            assertThat(run.givenUp())
                    .as("what rates alone let go to the dead letters")
                    .isEmpty();
        }
    }

    @Test
    void containsOnceWhereProcessesReallyRace() {
        try (Load load = Load.of(aws, SMALL, SEED)) {
            Journal journal = new Race(load, List.of()).run(20);

            assertThat(load.violations(journal)).isEmpty();
            assertThat(journal.redeliveries()).as("races that were lost").isPositive();
        }
    }

    @Test
    void takesTheCallsThatAreRecorded() throws Exception {
        try (Load load = Load.ofEachKind(aws)) {
            Load.Run run = load.run(SEED, Duration.ofMinutes(2), List.of(), UnaryOperator.identity());
            SortedMap<String, SortedMap<String, Measured.Kind>> measured = measured(load, run.journal());
            Files.createDirectories(EXPLORED);
            Files.writeString(EXPLORED.resolve("measured.json"), Measured.write(measured));

            assertThat(run.throttled()).isEmpty();
            assertThat(measured.keySet()).isEqualTo(Measured.recorded().keySet());
            measured.forEach((response, outcomes) -> outcomes.forEach((outcome, kind) -> {
                Measured.Kind recorded = Measured.recorded().get(response).get(outcome);
                assertThat(kind.calls())
                        .as("%s of %s; if this is meant, copy proof/target/explored/measured.json", outcome, response)
                        .isEqualTo(recorded.calls());
                assertThat(kind.seconds()).isCloseTo(recorded.seconds(), within(recorded.seconds() * 0.3));
                assertThat(kind.caseBytes()).isCloseTo(recorded.caseBytes(), within(recorded.caseBytes() * 0.05));
            }));
        }
    }

    private static SortedMap<String, SortedMap<String, Measured.Kind>> measured(Load load, Journal journal) {
        Aftermath aftermath = load.aftermath();
        SortedMap<String, SortedMap<String, Measured.Kind>> measured = new TreeMap<>();
        for (Target target : load.targets.named()) {
            for (String outcome : List.of("CONTAINED", "ALREADY_CONTAINED")) {
                measured.computeIfAbsent(target.kind().response(), _ -> new TreeMap<>())
                        .put(outcome, journal.measured(target.kind(), outcome).of(aftermath.bytes(target)));
            }
        }
        return measured;
    }

    /** One line for the table of what was explored, and what else is to be known of this run. */
    private static void write(Mix mix, Load load, Load.Run run, List<String> violations) throws IOException {
        Journal journal = run.journal();
        int calls =
                journal.calls().values().stream().mapToInt(Integer::intValue).sum();
        Files.createDirectories(EXPLORED);
        Files.writeString(
                EXPLORED.resolve("load.txt"),
                "load: %d findings, %d targets, %d calls, %d throttles, %d redeliveries, %d dead letters, drained in %s, %d violations%n"
                        .formatted(
                                load.events.size(),
                                load.targets.named().size(),
                                calls,
                                run.throttles(),
                                journal.redeliveries(),
                                run.givenUp().size(),
                                run.drained().truncatedTo(ChronoUnit.SECONDS),
                                violations.size()));
        Map<String, Object> more = new TreeMap<>();
        more.put("mix", mix.toString());
        more.put("calls", journal.calls());
        more.put("throttled", new TreeMap<>(run.throttled()));
        more.put("outcomes", journal.outcomes());
        more.put("deliveries", journal.deliveries().size());
        more.put("found no process free", journal.inQueue());
        more.put("longest invocation", journal.longest().toString());
        more.put("within", journal.within());
        Files.writeString(EXPLORED.resolve("load.json"), Json.write(more));
    }
}
