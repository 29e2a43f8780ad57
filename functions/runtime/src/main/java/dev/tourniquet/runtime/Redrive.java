package dev.tourniquet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.CommandRefused.Kind;
import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.engine.Worker;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.runtime.DeadLetter.SentAgain;
import dev.tourniquet.runtime.DeadLetterItems.Kept;
import dev.tourniquet.runtime.caller.Callers;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An operator's order to handle a dead letter: the function reads the event from the ledger, handles it as if it had just come, and
 * then puts that on record. Where it dies in between, or a target is not contained that was to be, the letter goes on waiting, and handling
 * it once more does no harm.
 */
final class Redrive {
    static final String NAME = "redrive";

    /** In an answer: the event is a dead letter of its own by now. */
    static final String KEPT = "kept";

    private static final Set<String> UNFINISHED = Set.of(Outcome.Kind.FAILED.name(), Outcome.Kind.PARTIAL.name());

    private final DeadLetterItems letters;
    private final Callers callers;

    Redrive(DeadLetterItems letters, Callers callers) {
        this.letters = letters;
        this.callers = callers;
    }

    /**
     * Handles a letter.
     *
     * @param handling takes the event's text, and answers as to an event
     * @throws CommandRefused where there is nothing to handle
     */
    ObjectNode carryOut(JsonNode command, String functionArn, Worker worker, Function<String, ObjectNode> handling) {
        String by = callers.of(command, functionArn);
        Kept kept = find(command.path("letter").asText());
        requireHandleable(kept, functionArn);
        ObjectNode answer = handling.apply(kept.event());
        if (isUnfinished(answer)) {
            return answer;
        }
        SentAgain how = new SentAgain(by, worker.clock().instant(), outcomes(answer));
        if (!letters.replace(kept.letter().sentAgain(how), kept.event())) {
            throw new RetryLater("somebody else has sent " + kept.letter().id() + " again at the same time");
        }
        return answer;
    }

    private Kept find(String text) {
        CaseId id;
        try {
            id = CaseId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefused(Kind.UNKNOWN_CASE, String.valueOf(e.getMessage()));
        }
        Kept kept = DeadLetter.is(id) ? letters.find(id).orElse(null) : null;
        if (kept == null) {
            throw new CommandRefused(Kind.UNKNOWN_CASE, "there is no dead letter " + id + " in this ledger");
        }
        SentAgain before = kept.letter().sentAgain();
        if (before != null) {
            throw new CommandRefused(
                    Kind.NOTHING_TO_DO,
                    id + " was sent again at " + before.at() + " by " + before.by() + ", and came to "
                            + (before.outcomes().isEmpty() ? "nothing that is contained" : before.outcomes()));
        }
        if (!kept.letter().complete()) {
            throw new CommandRefused(
                    Kind.NOTHING_TO_DO,
                    "of the event in " + id
                            + " only the beginning could be kept; find the finding itself, and contain by hand");
        }
        return kept;
    }

    /** Anything else would only become another dead letter. */
    private static void requireHandleable(Kept kept, String functionArn) {
        Delivery delivery = Delivery.of(kept.event(), functionArn);
        String fault = delivery.fault();
        if (fault == null && Commands.isSelfTest(delivery.event())) {
            return;
        }
        if (fault == null && Commands.isCommand(delivery.event())) {
            fault = "a command of an operator: order it again";
        }
        if (fault == null && FindingReader.read(delivery.event()) instanceof Reading.Malformed(String reason)) {
            fault = reason;
        }
        if (fault != null) {
            throw new CommandRefused(
                    Kind.NOTHING_TO_DO, "what is in " + kept.letter().id() + " cannot be handled: " + fault);
        }
    }

    /** A person has to mend something first, and then needs the event, which is in no other letter. */
    private static boolean isUnfinished(ObjectNode answer) {
        return !answer.path(KEPT).asBoolean()
                && answer.path("results")
                        .valueStream()
                        .map(result -> result.path("report").path("outcome").asText())
                        .anyMatch(UNFINISHED::contains);
    }

    private static List<String> outcomes(ObjectNode answer) {
        return answer.path("results")
                .valueStream()
                .map(result -> result.path("report").path("outcome").asText() + " "
                        + result.path("report").path("caseId").asText())
                .toList();
    }
}
