package dev.tourniquet.replay.operate;

import dev.tourniquet.replay.operate.Inventory.Row;
import dev.tourniquet.replay.operate.Inventory.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tourniquet inventory}. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Lists what Tourniquet has in place, as AWS shows it now, and where that differs from the ledger.",
        description = {
            "",
            "IN_PLACE: as an active case left it. OVER: the revocation of an active case that denies nobody any more.",
            "NOT_IN_PLACE: on record, but somebody changed it since, or it failed. NOT_ON_RECORD: it bears Tourniquet's mark "
                    + "(an interface in a group of its, a policy of its names), and no active case of this account and Region "
                    + "has put it there: left by a release, by a deleted ledger, or by another Region, since roles and users are global.",
            "What is not so is looked at again before it is said.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is as on record",
            "1:something is not, or could not be read",
            "2:wrong arguments",
            "3:no access to the account, or no Tourniquet there"
        })
public final class InventoryCommand extends Operation {
    /** A case changes while one looks, and AWS shows a change a moment later. */
    private static final int LOOKS = 3;

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    @Option(names = "--response", paramLabel = "NAME", description = "Of this response only.")
    private String response = "";

    @Option(names = "--drift", description = "Only what is not as on record.")
    private boolean driftOnly;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    int run(Deployed deployed) {
        if (!response.isEmpty()) {
            CasesCommand.known(response);
        }
        List<Row> rows = settled(deployed).stream()
                .filter(row -> response.isEmpty() || row.response().equals(response))
                .filter(row -> !driftOnly || row.state().isDrift())
                .toList();
        if (json) {
            rows.forEach(row -> out().println(Terminal.json(row)));
        } else {
            print(rows);
        }
        return drift(rows).isEmpty() ? Exit.DONE : Exit.NOT_ALL;
    }

    private List<Row> settled(Deployed deployed) {
        List<Row> rows = Inventory.take(deployed);
        for (int look = 1; look < LOOKS && !drift(rows).isEmpty(); look++) {
            pause();
            Set<Row> before = drift(rows);
            rows = Inventory.take(deployed);
            if (before.equals(drift(rows))) {
                break;
            }
        }
        return rows;
    }

    private static Set<Row> drift(List<Row> rows) {
        return rows.stream().filter(row -> row.state().isDrift()).collect(Collectors.toSet());
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            out().println(driftOnly ? "all is as on record" : "nothing is in place");
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("STATE", "WHAT", "CASE"));
        rows.forEach(row -> lines.add(List.of(
                row.state().name(),
                row.what() + (row.note().isEmpty() ? "" : ": " + row.note()),
                row.caseId().isEmpty() ? "-" : row.caseId())));
        Terminal.table(out(), lines);
        Map<State, Long> counts =
                rows.stream().collect(Collectors.groupingBy(Row::state, TreeMap::new, Collectors.counting()));
        out().println(counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", ")));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
