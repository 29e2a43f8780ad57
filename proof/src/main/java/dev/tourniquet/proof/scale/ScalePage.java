package dev.tourniquet.proof.scale;

import dev.tourniquet.proof.load.Measured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes docs/scale.md and docs/scale.svg: the text of scale-page.md with what the simulation comes to. */
final class ScalePage {
    /** As infra sets it, and with ten at a time as it was before. */
    static final Settings FEW = new Settings(3, 4, 2, 3600, 1000);

    private static final Settings MANY = new Settings(10, 4, 2, 3600, 1000);

    /** So many alarms are in the example's template. */
    static final int ALARMS = 75;

    private static final int ACCOUNTS = 10_000;
    private static final int FINDINGS = 100_000;
    private static final List<Integer> BURSTS = List.of(10, 30, 100, 300, 1000, 2000);

    private final Simulation simulation = new Simulation(1);
    private final Tally fleet = simulation.many(ACCOUNTS, FINDINGS, FEW);
    private final List<Tally> few =
            BURSTS.stream().map(burst -> simulation.one(burst, 0, FEW)).toList();
    private final List<Tally> many =
            BURSTS.stream().map(burst -> simulation.one(burst, 0, MANY)).toList();

    /** Writes both files; the first argument names their folder. */
    public static void main(String[] arguments) throws IOException {
        ScalePage page = new ScalePage();
        Files.writeString(Path.of(arguments[0], "scale.md"), page.text());
        Files.writeString(Path.of(arguments[0], "scale.svg"), page.chart());
    }

    String text() {
        Tally month = fleet.times(730.0 / ACCOUNTS);
        return template()
                .replace("{{calls}}", calls())
                .replace("{{settings}}", settings())
                .replace("{{hour}}", hour())
                .replace("{{bursts}}", bursts())
                .replace(
                        "{{costs}}",
                        new Costs(month, ALARMS, 1 - Math.exp(-FINDINGS / 4.0 / ACCOUNTS))
                                .rows()
                                .strip())
                .replace("{{rest}}", String.format(Locale.ROOT, "%.2f", new Costs(new Tally(), ALARMS, 0).total()));
    }

    private static String template() {
        try (InputStream file = Objects.requireNonNull(ScalePage.class.getResourceAsStream("scale-page.md"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String calls() {
        StringBuilder rows = new StringBuilder();
        Measured.recorded()
                .forEach((response, outcomes) -> rows.append(String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f s | %.0f | %.1f KB |\n",
                        response,
                        outcomes.get("CONTAINED").total(),
                        of(outcomes.get("CONTAINED"), "Ec2"),
                        of(outcomes.get("CONTAINED"), "Iam"),
                        of(outcomes.get("CONTAINED"), "S3"),
                        of(outcomes.get("CONTAINED"), "DynamoDb"),
                        outcomes.get("CONTAINED").seconds(),
                        outcomes.get("ALREADY_CONTAINED").total(),
                        outcomes.get("CONTAINED").caseBytes() / 1024)));
        return rows.toString().strip();
    }

    private static String settings() {
        return "Each function handles %d events at a time, the SDK makes %d attempts, Lambda delivers %d times more, and an event may wait for %s."
                .formatted(
                        FEW.concurrency(),
                        FEW.attempts(),
                        FEW.retries(),
                        FEW.maxAge() == 3600 ? "an hour" : FEW.maxAge() + " seconds");
    }

    private static double of(Measured.Kind kind, String service) {
        return kind.calls().entrySet().stream()
                .filter(call -> call.getKey().startsWith(service))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** What an account receives in an hour: a share of everything. */
    private String hour() {
        return Stream.of(
                        row(String.format(Locale.ROOT, "%,d accounts, 10 each", ACCOUNTS), fleet),
                        row("1 % in one account: 1,000", simulation.one(1000, 3600, FEW)),
                        row("5 % in one account: 5,000", simulation.one(5000, 3600, FEW)),
                        row("10 % in one account: 10,000", simulation.one(10_000, 3600, FEW)),
                        row("all in one account, for six minutes: 10,000", simulation.one(10_000, 360, FEW)))
                .reduce("", String::concat)
                .strip();
    }

    private String bursts() {
        StringBuilder rows = new StringBuilder();
        for (int number = 0; number < BURSTS.size(); number++) {
            rows.append(row(BURSTS.get(number) + " at once, 3 at a time", few.get(number)));
            rows.append(row(BURSTS.get(number) + " at once, 10 at a time", many.get(number)));
        }
        return rows.toString().strip();
    }

    private static String row(String name, Tally tally) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d of %,d | %s | %s | %s |\n",
                name,
                tally.invocations,
                tally.throttles,
                tally.redeliveries,
                tally.deadLetters,
                tally.targets - tally.containments,
                tally.targets,
                time(tally.within(0.5)),
                time(tally.within(0.99)),
                tally.narrowest());
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : Duration.ofSeconds(Math.round(seconds)).toMinutes() + " min";
    }

    String chart() {
        List<Chart.Tick> sizes = BURSTS.stream()
                .map(burst -> new Chart.Tick(burst, String.format(Locale.ROOT, "%,d", burst)))
                .toList();
        return new Chart(10, 2000, 1, 600)
                .draw(
                        "Until half of the targets are contained",
                        "findings at once in one account",
                        "time; beside it, how many findings end in the dead-letter queue",
                        sizes,
                        List.of(
                                new Chart.Tick(1, "1 s"),
                                new Chart.Tick(3, "3 s"),
                                new Chart.Tick(10, "10 s"),
                                new Chart.Tick(30, "30 s"),
                                new Chart.Tick(60, "1 min"),
                                new Chart.Tick(300, "5 min"),
                                new Chart.Tick(600, "10 min")),
                        List.of(line("10 at a time", "many", many), line("3 at a time", "few", few)));
    }

    private static Chart.Line line(String name, String style, List<Tally> tallies) {
        List<Chart.Point> points = new ArrayList<>();
        for (int number = 0; number < BURSTS.size(); number++) {
            Tally tally = tallies.get(number);
            String note = tally.deadLetters == 0
                    ? ""
                    : String.format(Locale.ROOT, "%.0f %%", 100.0 * tally.deadLetters / BURSTS.get(number));
            points.add(new Chart.Point(BURSTS.get(number), tally.within(0.5), note));
        }
        return new Chart.Line(name, style, points);
    }
}
