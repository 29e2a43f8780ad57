package dev.tourniquet.ledger;

import static java.util.Objects.requireNonNull;

import dev.tourniquet.text.PlainText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the history of a case.
 *
 * @param by the person who asked for it, null where nobody did
 * @param note for a person; empty where there is no more to say
 */
public record Entry(Instant at, Kind kind, @Nullable String by, String note) {
    private static final int LONGEST = 300;

    /** What happened. */
    public enum Kind {
        /** A finding led here; the note is its type. */
        FOUND,
        /** The plan waits for a person; the note says why. */
        ASKED,
        /** A person had the plan carried out. */
        APPROVED,
        /** The work on it ended; the note begins with the outcome. */
        SETTLED,
        /** A release ended, and the note says what it left; or it began, and its end is not on record. */
        RELEASED
    }

    public Entry {
        requireNonNull(at, "an entry has no time");
        requireNonNull(kind, "an entry has no kind");
        by = by == null ? null : PlainText.who(by);
        note = PlainText.of(PlainText.bounded(note, LONGEST));
    }
}
