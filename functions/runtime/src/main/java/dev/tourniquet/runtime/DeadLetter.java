package dev.tourniquet.runtime;

import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.text.PlainText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be handled, kept in the ledger until a person sends it again.
 *
 * @param id {@code <module>/dead-letters/<message>/0}: in the form of a case id, and no case's
 * @param version counts the writes
 * @param function the function that it is for; {@code unknown} where the message does not say
 * @param condition in a word, why it ended here: {@code RetriesExhausted}, {@code Malformed}
 * @param reason the same in a sentence
 * @param complete whether all of the event is kept; what is cut short cannot be sent again
 * @param failedAt when it was given up
 * @param told whether its outcome was published, or is not to be
 * @param sentAgain when somebody sent it again, null where nobody has
 */
public record DeadLetter(
        CaseId id,
        long version,
        String function,
        String condition,
        String reason,
        boolean complete,
        Instant failedAt,
        boolean told,
        @Nullable SentAgain sentAgain) {
    private static final String KIND = "dead-letters/";

    /** For a function whose message does not say which. */
    public static final String UNKNOWN = "unknown";

    /** Of a reason, a function's error message perhaps, this much is kept. */
    private static final int LONGEST = 1000;

    /**
     * Who sent it again, and what came of it.
     *
     * @param outcomes by target; empty where the event was none that is contained
     */
    public record SentAgain(String by, Instant at, List<String> outcomes) {
        public SentAgain {
            by = PlainText.who(by);
            outcomes = List.copyOf(outcomes);
        }
    }

    public DeadLetter {
        function = PlainText.of(PlainText.bounded(function, 140));
        condition = PlainText.of(PlainText.bounded(condition, 100));
        reason = PlainText.of(PlainText.bounded(reason, LONGEST));
    }

    /** The id of a letter. */
    public static CaseId id(String module, String message) {
        return new CaseId(module, KIND + message, 0);
    }

    /** Whether {@code id} is a letter's, and so no case's. */
    public static boolean is(CaseId id) {
        return id.targetKey().startsWith(KIND) && id.generation() == 0;
    }

    /** Told of. */
    public DeadLetter asTold() {
        return new DeadLetter(id, version + 1, function, condition, reason, complete, failedAt, true, sentAgain);
    }

    DeadLetter sentAgain(SentAgain how) {
        return new DeadLetter(id, version + 1, function, condition, reason, complete, failedAt, told, how);
    }
}
