package dev.tourniquet.exemption;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and ARNs in a configuration: {@code *} stands for any text, everything else for itself, case included. */
public final class NamePattern {
    private NamePattern() {}

    /** Whether {@code text} as a whole fits. */
    public static boolean matches(String pattern, String text) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }
}
