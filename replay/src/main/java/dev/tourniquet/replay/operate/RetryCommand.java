package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.runtime.DeadLetter;
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
            "A dead letter (cases --dead-letters) is handled as if its event had just come, once; that of a self-test is tested again.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:contained, or contained already; a self-test passed",
            "1:another outcome, which is printed",
            "2:wrong arguments",
            "3:no access to the account, or the function broke off",
            "4:there is no such case or dead letter",
            "5:the finding is not on record, or was sent again already",
            "8:somebody else is at work on it",
            "9:not allowed to invoke the function",
            "10:not confirmed",
            "11:the function does not know who orders it"
        })
public final class RetryCommand extends Operation.Changing {
    @Parameters(paramLabel = "<case>", description = "<response>/<target>/<number>.")
    private String caseId = "";

    @Override
    int run(Deployed deployed) {
        CaseId id = anyId(caseId);
        if (DeadLetter.is(id)) {
            return redrive(deployed, id);
        }
        confirm("Going through the finding of case " + id + " again.");
        return Outcomes.print(
                Answers.of(
                        deployed.order(id.response(), command("retry", deployed).put("caseId", id.toString())),
                        "results"),
                out());
    }

    private int redrive(Deployed deployed, CaseId id) {
        if (!deployed.responses().contains(id.response())) {
            throw new OrderFailed(
                    Exit.NOTHING_TO_DO,
                    "what is in " + id + " is no finding; tourniquet cases show " + id + " --event prints it");
        }
        confirm("Sending the event of " + id + " to tourniquet-" + id.response() + " again.");
        JsonNode answer =
                deployed.order(id.response(), command("redrive", deployed).put("letter", id.toString()));
        if (answer.has("ignored")) {
            out().println(Terminal.text("left alone: " + answer.path("ignored").asText()));
            return Exit.NOT_ALL;
        }
        if (answer.has("selfTest")) {
            out().println(Terminal.text("the self-test of " + id.response() + " passed"));
            return Exit.DONE;
        }
        return Outcomes.print(Answers.of(answer, "results"), out());
    }
}
