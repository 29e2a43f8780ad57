package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.ReleaseRequest;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tourniquet release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Takes containments back: puts the state before where the resource still is as Tourniquet left it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is back, or stays on purpose",
            "1:something is not back, which is printed",
            "2:wrong arguments",
            "3:no access to the account, or the function broke off",
            "4:there is no such case",
            "5:there is nothing to release",
            "8:somebody else is at work on it",
            "9:not allowed to invoke the function",
            "10:not confirmed",
            "11:the function does not know who orders it"
        })
public final class ReleaseCommand extends Operation.Changing {
    @Parameters(arity = "0..*", paramLabel = "<case>", description = "<response>/<target>/<number>.")
    private List<String> caseIds = List.of();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "";

    @Option(
            names = "--all-since",
            paramLabel = "TIME",
            description = "All active cases that were opened since then: 2026-11-26T03:00:00Z, or 30m, 12h, 7d ago.")
    private @Nullable String allSince;

    @Option(
            names = "--option",
            paramLabel = "NAME",
            split = ",",
            description = "What is put back only if asked for: rejoin-auto-scaling-group, reactivate-key.")
    private List<String> options = List.of();

    @Option(
            names = "--force",
            description =
                    "Overwrite what somebody changed since, where that is Tourniquet's to overwrite; only with cases by name. "
                            + "Without it what drifted is named and left alone.")
    private boolean force;

    @Override
    int run(Deployed deployed) {
        if (force && allSince != null) {
            throw new IllegalArgumentException(
                    "--force goes with cases by name, not with --all-since: look at each first");
        }
        if (caseIds.isEmpty() == (allSince == null)) {
            throw new IllegalArgumentException("name the cases, or say --all-since");
        }
        List<CaseId> cases = allSince == null
                ? caseIds.stream().map(Operation::caseId).toList()
                : openedSince(deployed, time(allSince));
        if (cases.isEmpty()) {
            throw new OrderFailed(Exit.NOTHING_TO_DO, "no active case was opened since " + allSince);
        }
        confirm((force ? "Releasing by force, over what somebody changed since, " : "Releasing ")
                + (cases.size() == 1 ? "" : cases.size() + " cases: ")
                + String.join(", ", cases.stream().map(CaseId::toString).toList()) + ".");
        int worst = Exit.DONE;
        for (CaseId id : cases) {
            worst = Math.max(worst, release(deployed, id, cases.size() > 1));
        }
        return worst;
    }

    /** One that cannot be released does not keep the others. */
    private int release(Deployed deployed, CaseId id, boolean others) {
        ObjectNode command =
                command("release", deployed).put("caseId", id.toString()).put("reason", reason);
        var wanted = command.putArray("options");
        options.forEach(wanted::add);
        if (force) {
            wanted.add(ReleaseRequest.FORCE);
        }
        try {
            return print(Answers.of(deployed.order(id.response(), command), "released"));
        } catch (OrderFailed failed) {
            if (!others) {
                throw failed;
            }
            out().println(Terminal.text("NOT RELEASED  " + id + ": " + failed.getMessage()));
            return failed.exitCode();
        }
    }

    private int print(JsonNode report) {
        boolean back = report.path("complete").asBoolean();
        out().println(Terminal.text((back ? "RELEASED  " : "NOT ALL RELEASED  ")
                + report.path("caseId").asText()));
        boolean drifted = false;
        for (JsonNode step : report.path("steps")) {
            String note = step.path("note").asText();
            drifted |= step.path("result").asText().equals("DRIFTED");
            out().println(Terminal.text("  " + step.path("result").asText() + "  "
                    + step.path("action").asText() + " " + step.path("resource").asText()
                    + (note.isEmpty() ? "" : ": " + note)));
        }
        if (drifted && !force) {
            out().println("  What drifted was left alone: look at it; --force puts the state before over it.");
        }
        return back && !drifted ? Exit.DONE : Exit.NOT_ALL;
    }

    private static List<CaseId> openedSince(Deployed deployed, Instant since) {
        List<CaseId> found = new ArrayList<>();
        for (String response : deployed.responses()) {
            for (Case each : deployed.ledger().listed(response, Case.Status.ACTIVE)) {
                if (each.updatedAt().isBefore(since)) {
                    break;
                }
                if (!each.openedAt().isBefore(since)) {
                    found.add(each.id());
                }
            }
        }
        return found;
    }

    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : Instant.now().minus(CasesCommand.Ages.of("--all-since", text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--all-since " + text + " is no time of the form 2026-11-26T03:00:00Z", e);
        }
    }
}
