package dev.tourniquet.replay.operate;

import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.replay.report.CasePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tourniquet report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Writes a case as one HTML page, complete in one file: to read, to send, to print.",
        description = {
            "",
            "The page loads nothing and runs nothing. It holds what the case holds: names, tags and titles that others chose, as text.",
            "replay --report writes such pages for a replay.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "2:wrong arguments, or the file cannot be written",
            "3:no access to the account",
            "4:there is no such case"
        })
public final class ReportCommand extends Operation {
    @Parameters(paramLabel = "<case>", description = "<response>/<target>/<number>, as cases lists it.")
    private String caseId = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Default: the case id with - for what a file name cannot hold, and .html.")
    private @Nullable Path output;

    @Override
    int run(Deployed deployed) {
        CaseId id = caseId(caseId);
        Case found = deployed.ledger()
                .find(id)
                .orElseThrow(() -> new OrderFailed(
                        Exit.UNKNOWN_CASE, "there is no case " + id + " here; tourniquet cases lists them"));
        Path file = output == null ? Path.of(id.toString().replaceAll("[^A-Za-z0-9._-]", "-") + ".html") : output;
        try {
            Files.writeString(file, CasePage.of(found, deployed.place()));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + file + ": " + e.getMessage(), e);
        }
        out().println(file);
        return Exit.DONE;
    }
}
