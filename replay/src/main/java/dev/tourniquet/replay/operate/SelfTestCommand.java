package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.SelfTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tourniquet self-test}. */
@Command(
        name = "self-test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Has each function show that it can read, plan and put on record. Contains nothing.",
        description = {
            "",
            "Each plans on a target that is not there, and writes one item of its own into the ledger; modes, switches and limits do"
                    + " not matter. That it could carry a plan out is not shown: nothing is changed to find that out.",
            "The functions test themselves twice a day, and an alarm rings where none passes; this is for after a deployment, and"
                    + " for after something was mended.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that are deployed passed",
            "2:wrong arguments",
            "3:no access to the account, no Tourniquet there, or a test failed, which is printed",
            "9:not allowed to invoke a function"
        })
public final class SelfTestCommand extends Operation {
    @Option(names = "--response", paramLabel = "NAME", description = "This response only; default: all.")
    private @Nullable String response;

    /** One that fails keeps no other from being tested. */
    @Override
    int run(Deployed deployed) {
        List<String> asked = response == null ? deployed.responses() : List.of(CasesCommand.known(response));
        int worst = Exit.DONE;
        int missing = 0;
        for (String each : asked) {
            try {
                print(each, Answers.of(deployed.order(each, command(SelfTest.COMMAND, deployed)), "selfTest"));
            } catch (OrderFailed failed) {
                missing += failed.isNotDeployed() ? 1 : 0;
                boolean fails = !failed.isNotDeployed() || response != null;
                out().println(Terminal.text(each + (fails ? "  FAILED: " : "  ") + failed.getMessage()));
                worst = fails ? Math.max(worst, failed.exitCode()) : worst;
            }
        }
        return missing == asked.size() ? Exit.CANNOT_RUN : worst;
    }

    private void print(String each, JsonNode passed) {
        List<String> reads =
                passed.path("reads").valueStream().map(JsonNode::asText).toList();
        out().println(Terminal.text(each + "  passed: read " + String.join(", ", reads) + "; wrote its ledger"));
    }
}
