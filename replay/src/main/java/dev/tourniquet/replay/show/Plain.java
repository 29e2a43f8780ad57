package dev.tourniquet.replay.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text for a terminal. What a finding says was in part typed by an attacker: control characters, which move a cursor or
 * break lines, and invisible ones, which turn the direction of text, are shown as what they are.
 */
final class Plain {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST = 400;

    private Plain() {}

    /** {@code text} without a character that a terminal obeys. */
    static String text(String text) {
        return UNSAFE.matcher(text)
                .replaceAll(match -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
    }

    /** {@code node} on one line, its end left out where it is long. */
    static String json(JsonNode node) {
        String json = node.toString();
        return text(json.length() > LONGEST ? json.substring(0, LONGEST) + "..." : json);
    }

    /** Seconds with one decimal. */
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
