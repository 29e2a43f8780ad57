package dev.tourniquet.ledger;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies a case: {@code <response>/<target key>/<generation>}. Response and target, not the finding: GuardDuty sends
 * one finding again and again, and several findings name one resource. A target that was released and is found again
 * starts the next generation.
 */
public record CaseId(String response, String targetKey, int generation) {
    /** Short enough for a key of the ledger, which refuses 2,048 bytes and more. */
    private static final Pattern FORM =
            Pattern.compile("(?<response>[!-.0-~]{1,100})/(?<target>[!-~]{1,500})/(?<generation>0|[1-9][0-9]{0,8})");

    private static final int SHOWN = 100;

    public CaseId {
        requireNonNull(response, "a case id has no response");
        requireNonNull(targetKey, "a case id has no target");
    }

    /** What all generations share; the ledger's partition key. */
    public String series() {
        return response + "/" + targetKey;
    }

    /** The next generation. */
    public CaseId next() {
        return new CaseId(response, targetKey, generation + 1);
    }

    /** Reads {@link #toString()}; throws IllegalArgumentException where {@code text} has another form. */
    public static CaseId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            String shown = text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^ -~]", "?");
            throw new IllegalArgumentException("not a case id (<response>/<target>/<number>): " + shown);
        }
        return new CaseId(parts.group("response"), parts.group("target"), Integer.parseInt(parts.group("generation")));
    }

    @Override
    public String toString() {
        return series() + "/" + generation;
    }
}
