package dev.tourniquet.replay.operate;

import dev.tourniquet.ledger.CaseId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tourniquet retry}. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Goes through the finding that led to a case again, as if it had just come.",
        description = {
            "",
            "Finishes what failed or was broken off, and plans anew what waits; modes, switches and limits hold.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:contained, or contained already",
            "1:another outcome, which is printed",
            "2:wrong arguments",
            "3:no access to the account, or the function broke off",
            "4:there is no such case",
            "5:the finding is not on record",
            "8:somebody else is at work on it",
            "9:not allowed to invoke the function",
            "10:not confirmed"
        })
public final class RetryCommand extends Operation.Changing {
    @Parameters(paramLabel = "<case>", description = "<response>/<target>/<number>.")
    private String caseId = "";

    @Override
    int run(Deployed deployed) {
        CaseId id = caseId(caseId);
        confirm("Going through the finding of case " + id + " again.");
        return Outcomes.print(
                Answers.of(
                        deployed.order(id.response(), command("retry", deployed).put("caseId", id.toString())),
                        "results"),
                out());
    }
}
