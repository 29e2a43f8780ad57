package dev.tourniquet.identity;

import dev.tourniquet.text.PlainText;

/** Makes text that others chose fit for a person's eyes. */
public final class Printable {
    private static final int LONGEST = 160;

    private Printable() {}

    /** At most {@value #LONGEST} characters of {@code text}, {@link PlainText plain}. */
    public static String of(String text) {
        String shown = PlainText.bounded(text, LONGEST);
        return PlainText.of(shown) + (shown.length() < text.length() ? "..." : "");
    }
}
