package dev.tourniquet.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.text.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of a finding as they are used: bounded, of the expected form, or absent. Nothing here throws. */
final class Fields {
    static final Pattern INSTANCE_ID = Pattern.compile("i-[0-9a-f]{8}(?:[0-9a-f]{9})?");
    static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
    static final Pattern ROLE_ID = Pattern.compile("AROA[A-Z0-9]{12,28}");
    static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
    static final Pattern USER_ID = Pattern.compile("AIDA[A-Z0-9]{12,28}");
    static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,128}");
    static final Pattern BUCKET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");
    static final Pattern ACCESS_KEY_ID = Pattern.compile("A[KS]IA[A-Z0-9]{12,124}");
    static final Pattern ACCOUNT_ID = Pattern.compile("\\d{12}");

    private static final int LONGEST = 300;

    private Fields() {}

    /** Text of at most 300 characters, {@link PlainText plain}; empty where there is none. */
    static String text(JsonNode node) {
        String text = node.isTextual() ? node.textValue() : "";
        return PlainText.of(PlainText.bounded(text, LONGEST), " ");
    }

    /** Text that fits {@code form} entirely, or null. Never shortened: an id that was cut would name something else. */
    static @Nullable String matching(JsonNode node, Pattern form) {
        return node.isTextual()
                        && node.textValue().length() <= LONGEST
                        && form.matcher(node.textValue()).matches()
                ? node.textValue()
                : null;
    }

    static @Nullable Instant instant(JsonNode node) {
        try {
            return node.isTextual() ? Instant.parse(node.textValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** True unless the field is absent, null, false or "false": a mark that cannot be read counts as set. */
    static boolean marked(JsonNode node) {
        return !(node.isMissingNode()
                || node.isNull()
                || (node.isBoolean() && !node.booleanValue())
                || (node.isTextual() && node.textValue().equalsIgnoreCase("false")));
    }

    static boolean present(JsonNode node) {
        return !node.isMissingNode() && !node.isNull() && !(node.isContainerNode() && node.isEmpty());
    }
}
