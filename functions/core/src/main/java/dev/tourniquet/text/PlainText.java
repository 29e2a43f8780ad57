package dev.tourniquet.text;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text that people read in a log, a mail or a terminal. Parts of it were chosen by others, an attacker among them: nothing
 * in it may break a line, move a cursor, hide, or turn the direction of what stands beside it.
 */
public final class PlainText {
    private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");

    private PlainText() {}

    /** {@code text} with a question mark for each such character. */
    public static String of(String text) {
        return of(text, "?");
    }

    /** {@code text} with {@code instead} for each such character. */
    public static String of(String text, String instead) {
        return isPrintableAscii(text) ? text : OBEYED.matcher(text).replaceAll(instead);
    }

    /** Nearly all text is, and every outcome has a lot of it: to look for each character costs more than this. */
    private static boolean isPrintableAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Each of {@code texts}. */
    public static List<String> of(Collection<String> texts) {
        return texts.stream().map(PlainText::of).toList();
    }

    /** Who did something: an ARN, most of the time, whose path alone may have 512 characters, with the name behind it. */
    public static String who(String name) {
        return of(bounded(name, 700));
    }

    /** At most {@code longest} characters of {@code text}; a character is never cut in half. */
    public static String bounded(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
