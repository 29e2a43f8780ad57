package dev.tourniquet.notify;

import dev.tourniquet.engine.ReleaseReport;
import dev.tourniquet.plan.Restoration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts announcements into words, for a reader who was asleep a minute ago. */
final class Wording {
    static final int MOST_LINES = 12;
    static final int LONGEST_LINE = 400;
    static final int LONGEST_NAME = 120;

    private Wording() {}

    /** @param untold how many announcements of the same conversation were counted only */
    static Message of(Announced said, int untold) {
        return switch (said) {
            case Announced.Outcome(var report) -> new OutcomeWording(report).message(untold);
            case Announced.Release(var report) -> release(report);
            case Announced.Switch thrown -> thrown(thrown);
            case Announced.Limit limit -> limit(limit);
        };
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    static String where(String account, String region) {
        return "account " + name(account) + ", " + name(region);
    }

    static String name(String text) {
        return Harmless.text(text, LONGEST_NAME);
    }

    static List<String> lines(List<String> texts) {
        return Harmless.first(texts, MOST_LINES, LONGEST_LINE);
    }

    static List<Command> commands(List<Optional<Command>> commands) {
        return commands.stream().flatMap(Optional::stream).toList();
    }

    private static Message release(ReleaseReport report) {
        List<String> steps = report.steps().stream()
                .map(step -> words(step.result()) + ": " + name(step.action()) + " " + name(step.resource())
                        + (step.note().isEmpty() ? "" : ". " + Harmless.text(step.note(), LONGEST_LINE)))
                .toList();
        String caseId = name(report.caseId());
        List<String> now = report.complete()
                ? List.of()
                : List.of("Some of it is still contained, and the case stays open. Mend what the lines above name, then"
                        + " send the release again: it does only what is left.");
        return new Message(
                null,
                (report.complete() ? "Released: " : "ACT: release is not complete: ") + caseId,
                where(report.account(), report.region()),
                List.of(
                        new Message.Section("What to do now", now),
                        new Message.Section(
                                "What was done",
                                Stream.concat(
                                                Stream.of("Requested by " + name(report.requestedBy()) + " at "
                                                        + time(report.time()) + ". Reason given: "
                                                        + Harmless.text(report.reason(), LONGEST_LINE)),
                                                Harmless.first(steps, MOST_LINES, 2 * LONGEST_LINE).stream())
                                        .toList())),
                commands(
                        report.complete()
                                ? List.of(Command.show(report.caseId()))
                                : List.of(Command.show(report.caseId()), Command.release(report.caseId()))),
                null,
                "Case " + caseId);
    }

    private static String words(Restoration.Kind kind) {
        return switch (kind) {
            case RESTORED -> "put back";
            case ALREADY_SO -> "was so already";
            case DRIFTED -> "LEFT ALONE, changed by somebody since";
            case KEPT -> "kept on purpose";
            case GONE -> "gone";
            case FAILED -> "FAILED";
        };
    }

    private static Message thrown(Announced.Switch thrown) {
        String response = name(thrown.response());
        List<String> means = new ArrayList<>();
        String what = switch (thrown.kind()) {
            case "pause" -> {
                means.add(
                        thrown.on()
                                ? "Until it is resumed, findings for it are not contained."
                                : "Findings for it are answered again.");
                yield thrown.on() ? "PAUSED: " + response : "Resumed: " + response;
            }
            case "dry-run" -> {
                means.add(
                        thrown.on()
                                ? "Until that is taken back, findings for it are planned and reported, and nothing is"
                                        + " changed."
                                : "Findings for it are contained again.");
                yield thrown.on() ? "DRY RUN ONLY: " + response : "No longer dry run only: " + response;
            }
            default -> "Switched " + (thrown.on() ? "on: " : "off: ") + name(thrown.kind()) + " of " + response;
        };
        means.add("By " + name(thrown.by()) + " at " + time(thrown.time()) + ". Reason given: "
                + Harmless.text(thrown.reason(), LONGEST_LINE));
        return new Message(
                null,
                what,
                where(thrown.account(), thrown.region()),
                List.of(
                        new Message.Section("What was done", means),
                        new Message.Section(
                                "What to do now",
                                thrown.on() ? List.of("If you did not expect this, ask who did it, now.") : List.of())),
                List.of(),
                null,
                "Response " + response);
    }

    private static Message limit(Announced.Limit limit) {
        String response = name(limit.response());
        return new Message(
                null,
                "ACT: limit reached, further cases wait: " + response,
                where(limit.account(), limit.region()),
                List.of(
                        new Message.Section(
                                "What was found",
                                List.of("More containments in an hour than allowed: the limit is " + name(limit.limit())
                                        + ", counted for " + name(limit.scope()) + ". It was reached at "
                                        + time(limit.time()) + ".")),
                        new Message.Section(
                                "What stays open",
                                List.of("Further cases are NOT contained by themselves. Each waits for an approval.")),
                        new Message.Section(
                                "What to do now",
                                List.of(
                                        "Find out whether this is an attack on many resources, or findings that are wrong.",
                                        "Approve the cases that wait and are real; each is announced with its command.",
                                        "This is told once an hour, however many findings come."))),
                commands(List.of(Command.show(limit.caseId()))),
                null,
                "Response " + response);
    }
}
