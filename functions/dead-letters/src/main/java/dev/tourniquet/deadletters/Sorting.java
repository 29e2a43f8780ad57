package dev.tourniquet.deadletters;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tourniquet.deadletters.LetterReader.Letter;
import dev.tourniquet.engine.Publisher;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.DeadLetterItems;
import dev.tourniquet.runtime.DeadLetterItems.Kept;
import java.time.InstantSource;
import java.util.Set;

/**
 * What is done with one message. The order of side effects: the event is put on record; then its outcome is published; then that is put on
 * record. Only then may the queue forget the message. A message that comes again goes on where it was left; where the last of
 * these was lost, the same outcome is published a second time, word for word, by which the notifier knows it.
 */
final class Sorting {
    /** What could not be told would come back as what could not be told, for ever. Its alarm is of this function's metric. */
    private static final Set<String> NEVER_TOLD = Set.of("notify");

    private final DeadLetterItems letters;
    private final Publisher publisher;
    private final LetterReader reader;
    private final LetterReport report;
    private final InstantSource clock;

    Sorting(
            DeadLetterItems letters,
            Publisher publisher,
            LetterReader reader,
            LetterReport report,
            InstantSource clock) {
        this.letters = letters;
        this.publisher = publisher;
        this.reader = reader;
        this.report = report;
        this.clock = clock;
    }

    /**
     * Puts a message on record and has people told.
     *
     * @throws CallFailed where that fails, so that the queue keeps the message
     */
    DeadLetter sort(SQSMessage message) {
        Letter read = reader.read(message, clock.instant());
        letters.create(read.letter(), read.event());
        Kept kept = letters.find(read.letter().id())
                .orElseThrow(() -> new CallFailed(
                        "dynamodb:PutItem",
                        read.letter().id().toString(),
                        "read back and not found",
                        CallFailed.Kind.RETRYABLE,
                        null));
        DeadLetter letter = kept.letter();
        if (letter.told() || letter.sentAgain() != null) {
            return letter;
        }
        if (!NEVER_TOLD.contains(letter.id().response())) {
            publisher.publish(new Announcement(Announcement.OUTCOME, Json.tree(report.of(letter, kept.event()))));
        }
        DeadLetter told = letter.asTold();
        // Whoever wrote it meanwhile has told, or sends it again: both end this.
        letters.replace(told, kept.event());
        return told;
    }
}
