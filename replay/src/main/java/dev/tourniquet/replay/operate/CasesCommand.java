package dev.tourniquet.replay.operate;

import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.Case.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tourniquet cases}. */
@Command(
        name = "cases",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header =
                "Lists cases, the latest change first: those that are contained or wait for a person, unless told otherwise.",
        subcommands = ShowCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed, be it none",
            "2:wrong arguments",
            "3:no access to the account, or no Tourniquet there"
        })
public final class CasesCommand extends Operation {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "active, waiting, held, closed, released; several with commas. Default: active,waiting,held.")
    private @Nullable List<String> states;

    @Option(names = "--response", paramLabel = "NAME", description = "Of this response only.")
    private @Nullable String response;

    @Option(names = "--resource", paramLabel = "TEXT", description = "Whose target or steps contain TEXT.")
    private @Nullable String resource;

    @Option(names = "--since", paramLabel = "AGE", description = "Changed within the last 30m, 12h, 7d ...")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--json", description = "One JSON object a case, a line each.")
    private boolean json;

    @Option(names = "--dead-letters", description = "In their place the events that could not be handled, and wait.")
    private boolean deadLetters;

    @Override
    int run(Deployed deployed) {
        Instant now = Instant.now();
        if (deadLetters) {
            return LetterList.print(deployed, limit, json, now, out());
        }
        List<Case> found = find(deployed, now);
        if (json) {
            found.forEach(each -> out().println(Terminal.json(CaseInShort.of(each))));
            return Exit.DONE;
        }
        if (found.isEmpty()) {
            out().println("no cases");
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CASE", "STATE", "OUTCOME", "SEVERITY", "FINDING", "CHANGED"));
        for (Case each : found) {
            CaseInShort row = CaseInShort.of(each);
            rows.add(List.of(
                    row.caseId(),
                    row.state(),
                    row.outcome(),
                    row.severity() == null ? "-" : String.format(Locale.ROOT, "%.1f", row.severity()),
                    row.findingType(),
                    Terminal.age(each.updatedAt(), now) + " ago"));
        }
        Terminal.table(out(), rows);
        return Exit.DONE;
    }

    private List<Case> find(Deployed deployed, Instant now) {
        Instant after = since == null ? Instant.EPOCH : now.minus(Ages.of("--since", since));
        List<Case> found = new ArrayList<>();
        for (String name : response == null ? deployed.responses() : List.of(known(response))) {
            for (Status status : statuses()) {
                int left = limit;
                for (Case each : deployed.ledger().listed(name, status)) {
                    if (left == 0 || each.updatedAt().isBefore(after)) {
                        break;
                    }
                    if (matches(each)) {
                        found.add(each);
                        left--;
                    }
                }
            }
        }
        found.sort(Comparator.comparing(Case::updatedAt).reversed());
        return found.subList(0, Math.min(limit, found.size()));
    }

    private boolean matches(Case each) {
        return resource == null
                || each.id().targetKey().contains(resource)
                || each.plan().steps().stream().anyMatch(step -> step.resource().contains(resource));
    }

    private Set<Status> statuses() {
        if (states == null) {
            return EnumSet.of(Status.ACTIVE, Status.WAITING, Status.HELD);
        }
        Set<Status> wanted = EnumSet.noneOf(Status.class);
        for (String state : states) {
            try {
                wanted.add(Status.valueOf(state.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException(
                        "--state " + state + " is none of active, waiting, held, closed, released", unknown);
            }
        }
        return wanted;
    }

    static String known(String response) {
        if (!RESPONSES.contains(response)) {
            throw new IllegalArgumentException(
                    "there is no response " + response + "; known are " + String.join(", ", RESPONSES));
        }
        return response;
    }

    /** Lengths of time as a person writes them. */
    static final class Ages {
        private Ages() {}

        static Duration of(String option, String text) {
            if (!text.matches("[1-9]\\d{0,4}[mhd]")) {
                throw new IllegalArgumentException(option + " " + text + " is not of the form 30m, 12h or 7d");
            }
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }
}
