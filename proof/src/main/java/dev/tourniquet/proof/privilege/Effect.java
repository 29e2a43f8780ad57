package dev.tourniquet.proof.privilege;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a person finds the name of an action that was denied, the gravest first. */
enum Effect {
    /** The function threw: Lambda delivers again, and the dead-letter queue keeps what fails for good. */
    THROWN,
    /** The outcome is FAILED or PARTIAL. */
    NOT_CONTAINED,
    /** It is contained, and the outcome says what evidence is lacking. */
    NOT_PRESERVED,
    /** It is contained, and the outcome says what could not be made ready before. */
    NOT_PREPARED,
    /** It is contained, and the outcome says what is not known, or is left to do. */
    REMARKED,
    /** The release is not complete. */
    NOT_RELEASED,
    /** It is released, and the report says what is not known. */
    REMARKED_ON_RELEASE,
    /** The message stays in the queue, which delivers it again, and the log says why. */
    KEPT,
    /** What was to be told waits in the ledger, and the log says why. */
    WAITING;

    private static final Set<String> NOT_ALL = Set.of("FAILED", "PARTIAL");

    /** Where {@code said} names the action; empty where it does not. */
    static Optional<Effect> of(Said said, String action) {
        if (names(said.thrown(), action)) {
            return Optional.of(THROWN);
        }
        return Stream.of(
                        said.answer()
                                .path("results")
                                .valueStream()
                                .flatMap(result -> ofReport(result.path("report"), action)),
                        said.answer().path("released").valueStream().flatMap(report -> ofRelease(report, action)),
                        said.log()
                                .lines()
                                .filter(line -> line.contains("\"trouble\"") && names(line, action))
                                .map(_ ->
                                        said.answer().path("batchItemFailures").isEmpty() ? WAITING : KEPT))
                .flatMap(effects -> effects)
                .min(Effect::compareTo);
    }

    private static Stream<Effect> ofReport(JsonNode report, String action) {
        boolean all = !NOT_ALL.contains(report.path("outcome").asText());
        Stream<Effect> reasons =
                naming(report.path("reasons"), action).map(reason -> all ? ofReason(reason) : NOT_CONTAINED);
        Stream<Effect> remarks = Stream.of("nextSteps", "residualRisks", "blastRadius")
                .flatMap(field -> naming(report.path(field), action))
                .map(_ -> REMARKED);
        return Stream.concat(reasons, remarks);
    }

    private static Effect ofReason(String reason) {
        return reason.startsWith("not preserved") ? NOT_PRESERVED : NOT_PREPARED;
    }

    private static Stream<Effect> ofRelease(JsonNode report, String action) {
        return report.path("steps")
                .valueStream()
                .filter(step -> names(step.path("note").asText(), action))
                .map(step -> step.path("result").asText().equals("FAILED")
                                && !report.path("complete").asBoolean()
                        ? NOT_RELEASED
                        : REMARKED_ON_RELEASE);
    }

    private static Stream<String> naming(JsonNode sentences, String action) {
        return sentences.valueStream().map(JsonNode::asText).filter(sentence -> names(sentence, action));
    }

    /** {@code iam:GetRole} is not named by {@code iam:GetRolePolicy}. */
    private static boolean names(String text, String action) {
        return Pattern.compile(Pattern.quote(action) + "\\b").matcher(text).find();
    }
}
