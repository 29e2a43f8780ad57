package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.ledger.CaseId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tourniquet approve}. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Has a plan carried out that waits for a person.",
        description = {
            "",
            "The plan is named by its hash, as cases show prints it. It is made again on the live state first: where it is another "
                    + "one by now, nothing is changed and that one waits. Works once, and until the plan expires.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:contained",
            "1:carried out, but not all of it came about",
            "2:wrong arguments",
            "3:no access to the account",
            "4:there is no such case",
            "5:nothing waits in it, or it was approved or released already",
            "6:another plan waits, or is needed by now",
            "7:the plan has expired: retry plans anew",
            "8:somebody else is at work on it",
            "9:not allowed to invoke the function",
            "10:not confirmed",
            "11:the function does not know who orders it"
        })
public final class ApproveCommand extends Operation.Changing {
    @Parameters(paramLabel = "<case>", description = "<response>/<target>/<number>.")
    private String caseId = "";

    @Option(names = "--plan", required = true, paramLabel = "HASH", description = "Of the plan that you have seen.")
    private String plan = "";

    @Override
    int run(Deployed deployed) {
        CaseId id = caseId(caseId);
        confirm("Approving plan " + plan + " of case " + id + ".");
        JsonNode results = Answers.of(
                deployed.order(
                        id.response(),
                        command("approve", deployed)
                                .put("caseId", id.toString())
                                .put("plan", plan)),
                "results");
        return Outcomes.print(results, out());
    }
}
