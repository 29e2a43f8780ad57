package dev.tourniquet.exemption;

/** Names and ARNs in a configuration: {@code *} stands for any text, everything else for itself, case included. */
public final class NamePattern {
    private NamePattern() {}

    /** Whether {@code text} as a whole fits. Looks at no character twice for a star: names are what an attacker chose. */
    public static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return text.equals(pattern);
        }
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = text.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], from);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            from = found + parts[i].length();
        }
        return true;
    }
}
