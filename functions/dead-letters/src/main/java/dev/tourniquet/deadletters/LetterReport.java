package dev.tourniquet.deadletters;

import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.Report;
import dev.tourniquet.engine.Report.FindingInShort;
import dev.tourniquet.engine.SelfTest;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Source;
import dev.tourniquet.finding.Target;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.Delivery;
import java.util.List;
import java.util.Optional;

/**
 * Says that an event was not handled, as the outcome of any other would be said.
 *
 * @param account the own account
 * @param region the Region in which this runs
 */
record LetterReport(String account, String region) {
    /** What is in a letter that nobody can read may be of any severity: it is told as one of the highest. */
    private static final double UNREAD = 9;

    /** The outcome FAILED; the same for each delivery of the message. */
    Report of(DeadLetter letter, String event) {
        Optional<Finding> finding = finding(event);
        boolean selfTest = isSelfTest(event);
        String response = letter.id().response();
        return new Report(
                1,
                letter.id().toString(),
                response,
                finding.flatMap(found ->
                                found.targets().stream().map(Target::key).findFirst())
                        .orElse("-"),
                account,
                region,
                finding.map(found -> inShort(found)).orElseGet(() -> unread(selfTest)),
                Outcome.Kind.FAILED,
                List.of("given up (" + letter.condition() + "): " + letter.reason()),
                List.of(risk(finding.isPresent(), selfTest)),
                nextSteps(letter, finding.isPresent(), selfTest),
                List.of(),
                List.of(),
                letter.failedAt(),
                null,
                false,
                null,
                null);
    }

    private static String risk(boolean finding, boolean selfTest) {
        if (selfTest) {
            return "The function may contain nothing that is found, until this is mended.";
        }
        return finding
                ? "What the finding is about is not known to be contained."
                : "What the event was about is not known.";
    }

    private static List<String> nextSteps(DeadLetter letter, boolean finding, boolean selfTest) {
        String look = "The event is kept in the ledger: tourniquet cases show " + letter.id() + " --event prints it.";
        if (!letter.complete()) {
            return List.of(look, "Only its beginning could be kept; it cannot be sent again. Contain by hand.");
        }
        if (selfTest && !letter.id().response().equals(DeadLetter.UNKNOWN)) {
            return List.of(
                    "Mend what the reason names, then test again: tourniquet retry " + letter.id()
                            + ". Until then contain by hand, as the runbook of "
                            + letter.id().response() + " says.",
                    look);
        }
        if (finding && !letter.id().response().equals(DeadLetter.UNKNOWN)) {
            return List.of(
                    "Mend the cause, then send it again: tourniquet retry " + letter.id()
                            + "; or contain by hand, as the runbook of "
                            + letter.id().response() + " says.",
                    look);
        }
        return List.of(
                look,
                letter.function().equals(DeadLetter.UNKNOWN)
                        ? "Find out who put it into the queue: no function of Tourniquet's is named."
                        : "It was for the function " + letter.function() + ": see what its log says.");
    }

    private static Optional<Finding> finding(String event) {
        Delivery delivery = Delivery.of(event, "");
        return delivery.fault() == null && FindingReader.read(delivery.event()) instanceof Finding finding
                ? Optional.of(finding)
                : Optional.empty();
    }

    private static boolean isSelfTest(String event) {
        Delivery delivery = Delivery.of(event, "");
        return delivery.fault() == null
                && delivery.event().path("detail-type").isMissingNode()
                && delivery.event().path("command").asText().equals(SelfTest.COMMAND);
    }

    private static FindingInShort inShort(Finding finding) {
        return new FindingInShort(
                finding.source(),
                finding.id(),
                finding.arn(),
                finding.type(),
                finding.severity(),
                finding.title(),
                finding.region());
    }

    private FindingInShort unread(boolean selfTest) {
        String what = selfTest ? "self-test, and no finding" : "no finding that can be read";
        return new FindingInShort(Source.UNREAD, "-", "", what, UNREAD, "", region);
    }
}
