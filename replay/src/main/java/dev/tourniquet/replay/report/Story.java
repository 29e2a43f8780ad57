package dev.tourniquet.replay.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.plan.Step;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.ResponseRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells, wherever it comes from.
 *
 * @param outcome an outcome, {@code RELEASED}, or {@code -} where nothing was said yet
 * @param caseId {@code -} where there is none
 * @param finding what was found, by name of the fact
 * @param reasons why it came out so
 * @param history what happened, the oldest first
 * @param released what became of each step of a release, in the order in which they were taken back; empty where there was none
 * @param commands command lines for an operator
 */
record Story(
        String outcome,
        String response,
        String target,
        String caseId,
        String place,
        List<Fact> finding,
        List<String> reasons,
        List<String> residualRisks,
        List<String> nextSteps,
        List<String> blastRadius,
        List<StepTold> steps,
        List<Happening> history,
        List<Fact> released,
        List<Fact> commands) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:@/+=,-]+");

    /** Something with a name. */
    record Fact(String name, String value) {}

    /** What happened when. */
    record Happening(String at, String what, String by, String note) {}

    /**
     * A step.
     *
     * @param status VERIFIED, UNVERIFIED, FAILED, PLANNED
     * @param before missing where it was not read
     */
    record StepTold(String phase, String action, String resource, String status, JsonNode before, JsonNode after) {}

    /** A case as it is on record. */
    static Story of(Case subject, String place) {
        Announcement last = subject.announcement();
        JsonNode said = last == null ? MissingNode.getInstance() : last.detail();
        boolean released = subject.status() == Case.Status.RELEASED;
        return new Story(
                released ? "RELEASED" : said.path("outcome").asText("-"),
                subject.id().response(),
                subject.id().targetKey(),
                subject.id().toString(),
                place,
                subject.trigger() == null ? List.of() : facts(subject.trigger().finding()),
                sentences(said, "reasons"),
                sentences(said, "residualRisks"),
                sentences(said, "nextSteps"),
                subject.plan().blastRadius(),
                subject.plan().steps().stream().map(step -> told(subject, step)).toList(),
                subject.history().stream().map(Story::happening).toList(),
                said.path("steps").path(0).has("result") ? released(said) : List.of(),
                commands(subject));
    }

    /** What a replay came to, for one target. */
    static Story of(EventRun run, ResponseRun response) {
        List<Fact> facts = new ArrayList<>();
        if (run.finding() != null) {
            facts.add(new Fact("Type", String.valueOf(run.finding().type())));
            facts.add(new Fact("Severity", run.finding().severity()));
            facts.add(new Fact("Title", run.finding().title()));
            facts.add(new Fact("Finding", String.valueOf(run.finding().id())));
        }
        facts.add(new Fact("Rules", String.join(", ", run.matchedRules())));
        return new Story(
                response.outcome(),
                response.response(),
                response.target(),
                Optional.ofNullable(response.caseId()).orElse("-"),
                "replay of " + run.path(),
                facts,
                response.reasons(),
                response.residualRisks(),
                response.nextSteps(),
                response.blastRadius(),
                response.steps().stream()
                        .map(step -> new StepTold(
                                step.phase(),
                                step.action(),
                                step.resource(),
                                step.status(),
                                step.before(),
                                step.after()))
                        .toList(),
                response.changes().stream()
                        .map(change -> new Happening("", "changed", "", change))
                        .toList(),
                List.of(),
                List.of());
    }

    private static List<Fact> facts(Finding finding) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Type", finding.type()));
        facts.add(new Fact("Severity", String.format(Locale.ROOT, "%.1f", finding.severity())));
        facts.add(new Fact("Title", finding.title()));
        facts.add(new Fact(
                "Seen",
                finding.count() + " times"
                        + (finding.lastActivity() == null ? "" : ", the last at " + finding.lastActivity())));
        facts.add(new Fact("Found by", finding.source() + ", " + finding.id()));
        return facts;
    }

    private static List<String> sentences(JsonNode said, String field) {
        return said.path(field).valueStream().map(JsonNode::asText).toList();
    }

    private static StepTold told(Case subject, Step step) {
        Case.Progress progress = subject.progress().get(step.key());
        return new StepTold(
                step.phase().name(),
                step.action(),
                step.resource(),
                progress == null
                        ? (subject.status() == Case.Status.RELEASED ? "TAKEN BACK" : "PLANNED")
                        : progress.name(),
                step.before() == null ? MissingNode.getInstance() : step.before(),
                step.after());
    }

    private static Happening happening(Entry entry) {
        return new Happening(
                entry.at().toString(),
                entry.kind().name().toLowerCase(Locale.ROOT),
                Optional.ofNullable(entry.by()).orElse(""),
                entry.note());
    }

    private static List<Fact> released(JsonNode report) {
        return report.path("steps")
                .valueStream()
                .map(step -> new Fact(
                        step.path("action").asText() + " "
                                + step.path("resource").asText(),
                        step.path("result").asText()
                                + (step.path("note").asText().isEmpty()
                                        ? ""
                                        : ": " + step.path("note").asText())))
                .toList();
    }

    /** None for an id in which a shell would see more than a name. */
    private static List<Fact> commands(Case subject) {
        String id = subject.id().toString();
        if (!PLAIN.matcher(id).matches()) {
            return List.of();
        }
        Case.@Nullable Approval approval = subject.approval();
        if (approval != null && !approval.isGiven()) {
            return List.of(new Fact(
                    "Have this plan carried out", "tourniquet approve " + id + " --plan " + approval.planHash()));
        }
        return switch (subject.status()) {
            case ACTIVE ->
                Stream.of(
                                new Fact(
                                        "Try again what is not contained, once the cause is mended",
                                        "tourniquet retry " + id),
                                new Fact("Take it back", "tourniquet release " + id + " --reason \"...\""),
                                new Fact("Look whether all is still in place", "tourniquet inventory"))
                        .skip(subject.unfinished().isEmpty() ? 1 : 0)
                        .toList();
            case RELEASED ->
                List.of(new Fact(
                        "What had drifted, or stays on purpose",
                        "tourniquet release " + id + " --reason \"...\" --force"));
            case WAITING, HELD, CLOSED -> List.of(new Fact("Plan it anew", "tourniquet retry " + id));
        };
    }
}
