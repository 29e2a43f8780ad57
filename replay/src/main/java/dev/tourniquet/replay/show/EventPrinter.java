package dev.tourniquet.replay.show;

import dev.tourniquet.replay.result.ApiCall;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.EventRun.FindingInShort;
import dev.tourniquet.replay.result.FunctionRun;
import dev.tourniquet.replay.result.Released;
import dev.tourniquet.replay.result.ResponseRun;
import dev.tourniquet.replay.result.RoundTrip;
import dev.tourniquet.replay.result.StepRun;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints one event: what was found, which functions it reached, what they planned, did and proved. */
public final class EventPrinter {
    private final PrintStream out;
    private final boolean brief;
    private final boolean logs;

    /**
     * @param brief one line an event
     * @param logs with the log of the functions
     */
    public EventPrinter(PrintStream out, boolean brief, boolean logs) {
        this.out = out;
        this.brief = brief;
        this.logs = logs;
    }

    /** Prints {@code run}; {@code complaints} are how it differs from what was expected. */
    public void print(EventRun run, List<String> complaints) {
        out.println(run.disposition() + "  " + Plain.text(run.path().toString()) + "  (" + Plain.seconds(run.millis())
                + ")");
        if (!brief) {
            body(run);
        }
        if (run.roundTrip() != null) {
            roundTrip(run.roundTrip());
        }
        complaints.forEach(complaint -> line("UNEXPECTED", complaint));
        if (!brief) {
            out.println();
        }
    }

    private void body(EventRun run) {
        if (run.finding() != null && run.finding().type() != null) {
            line("finding", describe(run.finding()));
        }
        if (!run.reason().isEmpty()) {
            line("reason", run.reason());
        }
        run.notes().forEach(note -> line("note", note));
        run.ids().forEach((event, local) -> line("here", event + " is " + local));
        run.functions().forEach(this::function);
    }

    private static String describe(FindingInShort finding) {
        return Stream.of(
                        finding.type(),
                        finding.severity().isEmpty() ? null : "severity " + finding.severity(),
                        finding.id() == null ? null : "id " + finding.id(),
                        finding.title().isEmpty() ? null : "\"" + finding.title() + "\"")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private void function(FunctionRun run) {
        line("rule", run.rule() + " -> function " + run.function());
        if (run.malformed() != null) {
            line("malformed", run.malformed() + "; the event is kept in the dead-letter queue");
        }
        run.responses().forEach(response -> line("decision", decision(response)));
        run.responses().forEach(response -> response.steps().forEach(this::step));
        run.calls().stream().filter(ApiCall::mutating).forEach(this::call);
        long own = run.calls().stream().filter(ApiCall::own).count();
        long reads = run.calls().stream()
                .filter(call -> !call.own() && !call.mutating())
                .count();
        line(
                "calls",
                run.changes().size() + " that changed something, " + reads + " that read, " + own
                        + " to ledger, bus and queue");
        run.responses().forEach(this::outcome);
        if (run.failure() != null) {
            line(
                    "failure",
                    "after " + run.attempts() + " attempts the event is in the dead-letter queue: " + run.failure());
        }
        if (logs) {
            run.log().forEach(entry -> line("log", entry));
        }
    }

    private static String decision(ResponseRun response) {
        String what = switch (response.outcome()) {
            case "SKIPPED", "NOTHING_TO_DO" -> "leave alone";
            case "DRY_RUN" -> "plan only";
            case "AWAITING_APPROVAL" -> "plan, and ask first";
            case "REFUSED" -> "refuse";
            case "RELEASED" -> "release";
            default -> "contain";
        };
        return what + " " + response.target();
    }

    private void step(StepRun step) {
        line("step", step.phase() + " " + step.action() + " " + step.resource() + ": " + step.status());
        if (!step.before().isMissingNode()) {
            detail("before", Plain.json(step.before()));
        }
        if (!step.after().isMissingNode()) {
            detail("after", Plain.json(step.after()));
        }
    }

    private void call(ApiCall call) {
        line(call.error() == null ? "changed" : "refused", call + (call.error() == null ? "" : ": " + call.error()));
    }

    private void outcome(ResponseRun response) {
        line(
                "outcome",
                response.outcome() + " " + response.response() + " " + response.target()
                        + (response.caseId() == null ? "" : ", case " + response.caseId())
                        + (response.retried() ? ", retried" : ""));
        response.reasons().forEach(reason -> detail("why", reason));
        response.residualRisks().forEach(risk -> detail("stays open", risk));
        response.blastRadius().forEach(hit -> detail("also hits", hit));
        response.nextSteps().forEach(next -> detail("next", next));
    }

    private void roundTrip(RoundTrip trip) {
        for (Released released : trip.releases()) {
            if (!brief || !released.complete()) {
                line(
                        "release",
                        released.caseId() + ": " + (released.complete() ? "complete" : "NOT COMPLETE ")
                                + released.failure());
                released.steps().forEach(step -> detail("", step));
            }
        }
        if (!brief) {
            trip.kept().forEach(kept -> line("kept", kept));
        }
        trip.differences().forEach(difference -> line("DIFFERS", difference));
        if (!brief) {
            line("round trip", trip.succeeded() ? "the state is as it was before" : "FAILED");
        }
    }

    private void line(String label, String text) {
        out.printf("  %-11s %s%n", label, Plain.text(text));
    }

    private void detail(String label, String text) {
        out.printf("    %-11s %s%n", label, Plain.text(text));
    }
}
