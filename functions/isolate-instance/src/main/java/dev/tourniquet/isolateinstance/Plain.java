package dev.tourniquet.isolateinstance;

import java.util.regex.Pattern;

/** Names that others chose, as they can be shown in a log, a message or a terminal. */
final class Plain {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Plain() {}

    /** Without line breaks, escape sequences and marks of direction, by which a name could pass for another text. */
    static String name(String chosen) {
        return INVISIBLE.matcher(chosen).replaceAll("?");
    }
}
