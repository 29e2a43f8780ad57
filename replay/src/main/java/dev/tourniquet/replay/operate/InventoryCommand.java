package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tourniquet inventory}. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Lists what Tourniquet has in place right now, read from AWS and compared with the ledger.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything in place is on record, and everything on record is in place",
            "1:it is not, or not everything could be read",
            "2:wrong arguments",
            "3:no access to the account, or a function broke off",
            "9:not allowed to invoke a function"
        })
public final class InventoryCommand extends Operation {
    @Option(names = "--response", paramLabel = "NAME", description = "Of this response only.")
    private @Nullable String response;

    @Option(names = "--json", description = "One JSON object a response, a line each.")
    private boolean json;

    @Override
    int run(Deployed deployed) {
        boolean asRecorded = true;
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STANDING", "STEP", "RESOURCE", "CASE", "WHAT"));
        for (String each : response == null ? deployed.responses() : List.of(CasesCommand.known(response))) {
            JsonNode inventory = Answers.of(deployed.order(each, command("inventory", deployed)), "inventory");
            asRecorded &= inventory.path("complete").asBoolean();
            if (json) {
                out().println(Terminal.json(inventory));
            }
            for (JsonNode entry : inventory.path("entries")) {
                String standing = entry.path("standing").asText();
                asRecorded &= standing.equals("AS_RECORDED");
                rows.add(List.of(
                        standing,
                        entry.path("action").asText("-"),
                        entry.path("resource").asText("-"),
                        entry.path("caseId").asText("-"),
                        entry.path("what").asText("")));
            }
            inventory.path("remarks").forEach(remark -> err().println(Terminal.text(each + ": " + remark.asText())));
        }
        if (!json) {
            if (rows.size() > 1) {
                Terminal.table(out(), rows);
            } else {
                out().println("nothing is in place");
            }
        }
        return asRecorded ? Exit.DONE : Exit.NOT_ALL;
    }
}
