package dev.tourniquet.notify;

import dev.tourniquet.text.PlainText;
import java.util.List;
import java.util.stream.Stream;

/**
 * Text of others in a message. Beside what {@link PlainText} takes out: nothing in it may become a link by itself, which mail
 * programs and chats make of whatever looks like an address.
 */
final class Harmless {
    private Harmless() {}

    /** At most {@code longest} characters of {@code text}, and a mark where there are more. */
    static String text(String text, int longest) {
        String plain = PlainText.of(text).replace("://", "[:]//").replaceAll("(?i)\\bwww\\.", "www[.]");
        return plain.length() <= longest ? plain : PlainText.bounded(plain, longest - 3) + "...";
    }

    /** The first {@code most} of {@code texts}, each bounded, and how many more there are. */
    static List<String> first(List<String> texts, int most, int longest) {
        List<String> shown =
                texts.stream().limit(most).map(text -> text(text, longest)).toList();
        if (texts.size() <= most) {
            return shown;
        }
        return Stream.concat(shown.stream(), Stream.of("and " + (texts.size() - most) + " more"))
                .toList();
    }
}
