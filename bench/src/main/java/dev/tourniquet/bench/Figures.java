package dev.tourniquet.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Numbers as they stand in tables. */
final class Figures {
    private Figures() {}

    /** Median, least and most. */
    static String range(List<Double> values) {
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f-%.0f)",
                Results.median(values).orElseThrow(),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow());
    }

    static String median(List<Double> values) {
        return String.format(Locale.ROOT, "%.0f", Results.median(values).orElseThrow());
    }

    static String decimal(int places, double value) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }

    /** To two places, or nothing where there is no twin. */
    static String ratio(double value, Optional<Double> twin) {
        return twin.map(each -> decimal(2, value / each)).orElse("");
    }

    static String row(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell).append(" |");
        }
        return row.append('\n').toString();
    }

    /** A head with a first column that has no name. */
    static String head(String... columns) {
        return "| | " + String.join(" | ", columns) + " |\n|" + "---|".repeat(columns.length + 1) + "\n";
    }
}
