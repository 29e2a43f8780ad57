package dev.tourniquet.replay;

import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.report.ReplayPages;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.show.Comparison;
import dev.tourniquet.replay.show.EventPrinter;
import dev.tourniquet.replay.show.JsonLines;
import dev.tourniquet.replay.show.Progress;
import dev.tourniquet.replay.show.Summary;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run over many events: replays, shows, compares, counts. */
final class Session {
    /**
     * What the user wants to see and to know.
     *
     * @param json the file for JSON Lines, or null
     * @param report the folder for pages, or null
     */
    record Wishes(
            boolean expect,
            boolean release,
            boolean quiet,
            boolean logs,
            @Nullable Path json,
            @Nullable Path report) {}

    private final PrintStream out;
    private final PrintStream terminal;
    private final Wishes wishes;

    /** @param terminal where progress is shown if a person watches */
    Session(PrintStream out, PrintStream terminal, Wishes wishes) {
        this.out = out;
        this.terminal = terminal;
        this.wishes = wishes;
    }

    /** Whether all of it holds. */
    boolean run(List<Path> files, Function<Path, EventRun> replay) throws IOException {
        long start = System.nanoTime();
        EventPrinter printer = new EventPrinter(out, wishes.quiet(), wishes.logs());
        Summary summary = new Summary();
        Progress progress = new Progress(terminal, watched(), files.size());
        ReplayPages pages = wishes.report() == null ? null : new ReplayPages(wishes.report());
        boolean holds = true;
        try (JsonLines lines = JsonLines.to(wishes.json())) {
            for (Path file : files) {
                progress.start(file);
                EventRun run = replay.apply(file);
                progress.end();
                List<String> complaints = wishes.expect() ? complaints(run) : List.of();
                printer.print(run, complaints);
                lines.write(run);
                if (pages != null) {
                    pages.add(run);
                }
                summary.add(run, complaints.isEmpty());
                holds &= complaints.isEmpty()
                        && !run.broken()
                        && (run.roundTrip() == null || run.roundTrip().succeeded());
            }
        }
        if (pages != null) {
            out.println("report: " + pages.finish());
        }
        summary.print(out, wishes.expect(), wishes.release(), (System.nanoTime() - start) / 1_000_000);
        return holds;
    }

    private static List<String> complaints(EventRun run) {
        try {
            return Expectation.beside(run.path())
                    .map(expectation -> Comparison.differences(run, expectation))
                    .orElseGet(() -> List.of("there is no expectation beside it, found " + run.disposition()));
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean watched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
