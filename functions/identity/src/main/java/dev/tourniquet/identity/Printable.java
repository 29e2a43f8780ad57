package dev.tourniquet.identity;

import java.util.stream.Collectors;

/** Makes text that others chose fit for a person's eyes. */
public final class Printable {
    private static final int LONGEST = 160;

    private Printable() {}

    /** At most {@value #LONGEST} characters; a question mark for each that moves the cursor, hides or turns the text. */
    public static String of(String text) {
        String shown = text.codePoints()
                .limit(LONGEST)
                .map(each -> isPlain(each) ? each : '?')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > LONGEST ? shown + "..." : shown;
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
