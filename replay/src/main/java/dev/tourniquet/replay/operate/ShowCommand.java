package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Entry;
import dev.tourniquet.plan.Step;
import dev.tourniquet.runtime.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tourniquet cases show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header =
                "Shows one case: the finding, the plan with the states before, what was done, and what can be done now.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "2:wrong arguments", "3:no access to the account", "4:there is no such case"})
public final class ShowCommand extends Operation {
    private static final int LONGEST_STATE = 100;

    @Parameters(paramLabel = "<case>", description = "<response>/<target>/<number>, as cases lists it.")
    private String caseId = "";

    @Option(names = "--json", description = "The whole case, as it is on record.")
    private boolean json;

    @Option(names = "--event", description = "Of a dead letter: the event alone, as it came.")
    private boolean event;

    @Override
    int run(Deployed deployed) {
        CaseId id = anyId(caseId);
        if (DeadLetter.is(id)) {
            return LetterList.show(deployed, id, event, out());
        }
        Case found = deployed.ledger()
                .find(id)
                .orElseThrow(() -> new OrderFailed(
                        Exit.UNKNOWN_CASE, "there is no case " + id + " here; tourniquet cases lists them"));
        if (json) {
            out().println(Terminal.json(found));
            return Exit.DONE;
        }
        print(found);
        return Exit.DONE;
    }

    private void print(Case found) {
        CaseInShort row = CaseInShort.of(found);
        line("Case", found.id().toString());
        line("State", row.state() + ", " + row.outcome());
        if (found.trigger() != null) {
            line(
                    "Finding",
                    String.format(
                            Locale.ROOT,
                            "%s, severity %.1f, %s",
                            found.trigger().finding().type(),
                            found.trigger().finding().severity(),
                            found.trigger().finding().title()));
        }
        said(found, "reasons", "Why");
        said(found, "residualRisks", "Still open");
        said(found, "nextSteps", "To do");
        out().println();
        steps(found);
        out().println();
        history(found.history());
        out().println();
        out().println(next(found));
    }

    private void line(String name, String value) {
        out().println(String.format(Locale.ROOT, "%-11s %s", name, Terminal.text(value)));
    }

    private void said(Case found, String field, String name) {
        if (found.announcement() != null) {
            found.announcement().detail().path(field).forEach(sentence -> line(name, sentence.asText()));
        }
    }

    private void steps(Case found) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STEP", "RESOURCE", "BEFORE", "AFTER", "RESULT"));
        for (Step step : found.plan().steps()) {
            var progress = found.progress().get(step.key());
            rows.add(List.of(
                    step.action(),
                    step.resource(),
                    state(step.before()),
                    state(step.after()),
                    progress == null ? "-" : progress.name().toLowerCase(Locale.ROOT)));
        }
        if (rows.size() > 1) {
            Terminal.table(out(), rows);
        } else {
            out().println("nothing was planned");
        }
    }

    private static String state(@Nullable JsonNode state) {
        String text = state == null ? "not read yet" : state.toString();
        return text.length() > LONGEST_STATE ? text.substring(0, LONGEST_STATE) + "..." : text;
    }

    private void history(List<Entry> history) {
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : history) {
            rows.add(List.of(
                    entry.at().toString(),
                    entry.kind().name().toLowerCase(Locale.ROOT) + (entry.by() == null ? "" : " by " + entry.by()),
                    entry.note()));
        }
        Terminal.table(out(), rows);
    }

    private static String next(Case found) {
        if (CaseInShort.waits(found)) {
            return "To carry it out: tourniquet approve " + found.id() + " --plan "
                    + found.approval().planHash();
        }
        return switch (found.status()) {
            case ACTIVE -> "To take it back: tourniquet release " + found.id() + " --reason \"...\"";
            case RELEASED -> "It was released at " + found.releasedAt();
            case WAITING, HELD, CLOSED -> "To have it planned anew: tourniquet retry " + found.id();
        };
    }
}
