package dev.tourniquet.notify;

import dev.tourniquet.engine.Outcome;
import dev.tourniquet.engine.Report;
import dev.tourniquet.notify.Message.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An outcome in words. The finding's title is left out: an attacker has a say in it. */
record OutcomeWording(Report report) {

    Message message(int untold) {
        return new Message(
                Band.of(report.finding().severity()),
                headline() + ": " + Wording.name(report.target()),
                Wording.where(report.account(), report.region()),
                List.of(
                        new Section("What to do now", toDo()),
                        new Section("What was found", found(untold)),
                        new Section(isPlanned() ? "What would be done" : "What was done", done()),
                        new Section(
                                isPlanned() ? "What would stay open" : "What stays open",
                                Wording.lines(report.residualRisks())),
                        new Section("Who else is affected", Wording.lines(report.blastRadius()))),
                Wording.commands(commands()),
                ConsoleLink.to(report.finding()).orElse(null),
                report.caseId().equals("-") ? "No case was opened" : "Case " + Wording.name(report.caseId()));
    }

    /** Fits into the list of a telephone: what is asked first. */
    private String headline() {
        return switch (report.outcome()) {
            case CONTAINED -> "Contained";
            case ALREADY_CONTAINED -> "Still contained";
            case PARTIAL -> report.willRetry() ? "Partly contained, trying again" : "ACT: only partly contained";
            case FAILED -> report.willRetry() ? "NOT contained yet, trying again" : "ACT: NOT contained";
            case REFUSED -> "ACT: NOT contained, out of reach";
            case AWAITING_APPROVAL -> "APPROVE: NOT contained, waits for you";
            case DRY_RUN -> "Dry run, nothing was changed";
            case NOTHING_TO_DO -> "Nothing to contain";
            case SKIPPED -> "Left alone";
        };
    }

    private boolean isPlanned() {
        return report.outcome() == Outcome.Kind.AWAITING_APPROVAL || report.outcome() == Outcome.Kind.DRY_RUN;
    }

    private List<String> toDo() {
        List<String> first = switch (report.outcome()) {
            case CONTAINED, ALREADY_CONTAINED ->
                List.of(
                        report.residualRisks().isEmpty()
                                ? "Find out what was done before this was contained."
                                : "Read what stays open, below: that is left to you. Find out what was done before this was"
                                        + " contained.");
            case PARTIAL, FAILED ->
                report.willRetry()
                        ? List.of(
                                "Tourniquet tries again within minutes. If that fails for good, the event is kept as a dead letter, and told of"
                                        + " again.")
                        : List.of("Contain by hand what is still open, or mend the cause and try again.");
            case REFUSED -> List.of("Contain by hand: Tourniquet must not, or cannot, touch this.");
            case AWAITING_APPROVAL -> List.of(approval());
            case DRY_RUN -> List.of("Nothing: this response observes only. Read what it would have done.");
            case NOTHING_TO_DO, SKIPPED -> List.of();
        };
        return Stream.concat(first.stream(), Wording.lines(report.nextSteps()).stream())
                .toList();
    }

    private String approval() {
        return report.approval() == null
                ? "Decide whether the plan is to be carried out. Nothing is until then."
                : "Decide whether the plan below is to be carried out. Nothing is until then. It can be approved until "
                        + Wording.time(report.approval().expiresAt()) + "; to refuse it, let that pass.";
    }

    private List<String> found(int untold) {
        Report.FindingInShort finding = report.finding();
        List<String> lines = new ArrayList<>();
        lines.add(Wording.name(finding.type()));
        lines.add("Severity " + Band.withWord(finding.severity()) + ", by " + source() + ", finding "
                + Wording.name(finding.id()));
        if (untold > 0) {
            lines.add((untold >= DeliveryRecord.MOST_UNTOLD ? "At least " : "") + untold
                    + (untold == 1 ? " announcement" : " announcements")
                    + " of this case since the last message added nothing new, and came without a message.");
        }
        return lines;
    }

    private String source() {
        return switch (report.finding().source()) {
            case GUARDDUTY -> "GuardDuty";
            case MACIE -> "Macie";
            case UNREAD -> "nobody known";
        };
    }

    private List<String> done() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        if (report.approvedBy() != null) {
            lines.add("Approved by " + Wording.name(report.approvedBy()) + ".");
        }
        lines.addAll(Wording.lines(report.reasons()));
        // What did not work first: of a long list only the beginning is shown.
        List<String> steps = report.steps().stream()
                .sorted(Comparator.comparing(OutcomeWording::isAsItShould))
                .map(step -> words(step.status()) + ": " + step.action() + " " + Wording.name(step.resource()))
                .toList();
        lines.addAll(Wording.lines(steps));
        return lines;
    }

    private String summary() {
        String at = Wording.time(report.time()) + ", by " + Wording.name(report.response());
        if (report.timeToContainMillis() == null) {
            return at + ".";
        }
        // A time says only when the calls were over; the outcome says what they came to.
        return at + ". The containing calls ended "
                + String.format(Locale.ROOT, "%.1f", report.timeToContainMillis() / 1000.0)
                + " seconds after the finding arrived here.";
    }

    private static boolean isAsItShould(Report.StepInShort step) {
        return step.status().equals("VERIFIED") || step.status().equals("PLANNED");
    }

    private static String words(String status) {
        return switch (status) {
            case "PLANNED" -> "planned";
            case "VERIFIED" -> "done and read back";
            case "UNVERIFIED" -> "DONE, BUT NOT SEEN IN PLACE";
            case "FAILED" -> "FAILED";
            default -> Wording.name(status);
        };
    }

    private List<Optional<Command>> commands() {
        String caseId = report.caseId();
        if (caseId.equals("-")) {
            return List.of();
        }
        return switch (report.outcome()) {
            case AWAITING_APPROVAL ->
                List.of(
                        Command.show(caseId),
                        report.approval() == null
                                ? Optional.empty()
                                : Command.approve(caseId, report.approval().planHash()));
            case CONTAINED, ALREADY_CONTAINED -> List.of(Command.report(caseId), Command.release(caseId));
            case PARTIAL ->
                report.willRetry()
                        ? List.of(Command.show(caseId))
                        : List.of(Command.show(caseId), Command.retry(caseId), Command.release(caseId));
            case FAILED ->
                report.willRetry()
                        ? List.of(Command.show(caseId))
                        : List.of(Command.show(caseId), Command.retry(caseId));
            case REFUSED, DRY_RUN, NOTHING_TO_DO, SKIPPED -> List.of(Command.show(caseId));
        };
    }
}
