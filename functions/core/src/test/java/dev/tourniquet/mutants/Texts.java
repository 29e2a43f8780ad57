package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of an event, in which an id can stand alone or at the end of an ARN or of a principal id. */
final class Texts {
    private static final int LONGEST_WITH_AN_ID = 1_000;
    private static final int MOST = 2_000;
    private static final Pattern PARTS = Pattern.compile("[:/]");

    private Texts() {}

    /** Adds what {@code node} holds. */
    static void in(@Nullable JsonNode node, Set<String> strings) {
        if (node == null) {
            return;
        }
        if (node.isTextual()) {
            String text = node.textValue();
            strings.add(text);
            if (text.length() < LONGEST_WITH_AN_ID && strings.size() < MOST) {
                Collections.addAll(strings, PARTS.split(text));
            }
        }
        node.forEach(child -> in(child, strings));
    }
}
