package dev.tourniquet.ledger;

import static java.util.Objects.requireNonNull;

/**
 * Identifies a case: {@code <response>/<target key>/<generation>}. Response and target, not the finding: GuardDuty sends
 * one finding again and again, and several findings name one resource. A target that was released and is found again
 * starts the next generation.
 */
public record CaseId(String response, String targetKey, int generation) {
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
        int first = text.indexOf('/');
        int last = text.lastIndexOf('/');
        if (first <= 0 || last <= first + 1 || !text.substring(last + 1).matches("\\d{1,9}")) {
            throw new IllegalArgumentException("not a case id (<response>/<target>/<number>): " + text);
        }
        return new CaseId(
                text.substring(0, first), text.substring(first + 1, last), Integer.parseInt(text.substring(last + 1)));
    }

    @Override
    public String toString() {
        return series() + "/" + generation;
    }
}
