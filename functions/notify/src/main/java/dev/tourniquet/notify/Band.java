package dev.tourniquet.notify;

import java.util.Locale;

/**
 * Severity in a word. Macie's Low, Medium and High come as 2, 5 and 8.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html">Severity levels of GuardDuty findings</a>
 */
enum Band {
    LOW("Low", 1),
    MEDIUM("Medium", 4),
    HIGH("High", 7),
    CRITICAL("Critical", 9);

    private final String word;
    private final double from;

    Band(String word, double from) {
        this.word = word;
        this.from = from;
    }

    static Band of(double severity) {
        Band found = LOW;
        for (Band band : values()) {
            if (severity >= band.from) {
                found = band;
            }
        }
        return found;
    }

    String word() {
        return word;
    }

    /** {@code 8 (High)}. */
    static String withWord(double severity) {
        String number = severity == Math.rint(severity)
                ? String.valueOf((long) severity)
                : String.format(Locale.ROOT, "%.1f", severity);
        return number + " (" + of(severity).word + ")";
    }
}
