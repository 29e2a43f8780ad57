package dev.tourniquet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the tables and the chart into docs/performance.md, between two markers. */
final class Page {
    private static final Path PAGE = Path.of("docs/performance.md");
    private static final Path CHART = Path.of("docs/performance.svg");
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private Page() {}

    static void write(String table, Results results) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(PAGE + " has no " + BEGIN + " ... " + END);
        }
        Files.writeString(
                CHART, new Chart(results, results.setups(results.jobs().first()).getFirst()).svg());
        Files.writeString(PAGE, page.substring(0, begin + BEGIN.length()) + "\n\n" + table + page.substring(end));
    }
}
