package dev.tourniquet.replay.operate;

import dev.tourniquet.json.Json;
import dev.tourniquet.text.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Text for a terminal, in which nothing of a finding is a command. */
final class Terminal {
    private Terminal() {}

    static String text(String text) {
        return PlainText.of(text.replace('\n', ' '));
    }

    /** One JSON value, pretty, ASCII only. */
    static String json(Object value) {
        return Json.ascii(value);
    }

    /** {@code 3m}, {@code 2h}, {@code 5d}. */
    static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + "m";
        }
        return age.toDays() < 2 ? age.toHours() + "h" : age.toDays() + "d";
    }

    /** Prints rows in columns; the first is the heading. */
    static void table(PrintWriter out, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = text(row.get(column)).length();
                if (widths.size() <= column) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = text(row.get(column));
                line.append(cell);
                if (column < row.size() - 1) {
                    line.repeat(" ", widths.get(column) - cell.length() + 2);
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
