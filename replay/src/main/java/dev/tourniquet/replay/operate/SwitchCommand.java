package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tourniquet pause} and {@code tourniquet resume}. */
public abstract class SwitchCommand extends Operation.Changing {
    @Option(names = "--response", paramLabel = "NAME", description = "This response only; default: all.")
    private @Nullable String response;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "";

    /** {@code tourniquet pause}. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            usageHelpWidth = 110,
            header = "Stops containment, from the next finding on: plans wait for a person, until resume.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:paused",
                "2:wrong arguments",
                "3:no access to the account",
                "8:somebody else switches",
                "9:not allowed",
                "10:not confirmed",
                "11:the function does not know who orders it"
            })
    public static final class Pause extends SwitchCommand {
        @Option(names = "--only-observe", description = "Plans are reported only, instead of waiting for a person.")
        private boolean onlyObserve;

        @Override
        int run(Deployed deployed) {
            confirm("Pausing " + affected(deployed) + ".");
            return set(deployed, onlyObserve ? "dry-run" : "pause", true);
        }
    }

    /** {@code tourniquet resume}. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            usageHelpWidth = 110,
            header = "Takes every pause back; what waits meanwhile goes on waiting (approve, or retry).",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:resumed",
                "2:wrong arguments",
                "3:no access to the account",
                "8:somebody else switches",
                "9:not allowed",
                "10:not confirmed",
                "11:the function does not know who orders it"
            })
    public static final class Resume extends SwitchCommand {
        @Override
        int run(Deployed deployed) {
            confirm("Resuming " + affected(deployed) + ".");
            return Math.max(set(deployed, "pause", false), set(deployed, "dry-run", false));
        }
    }

    final String affected(Deployed deployed) {
        return String.join(", ", responses(deployed));
    }

    /** One response that cannot be switched does not keep the others from it. */
    final int set(Deployed deployed, String name, boolean on) {
        int worst = Exit.DONE;
        for (String each : responses(deployed)) {
            try {
                JsonNode set = Answers.of(
                        deployed.order(
                                each,
                                command("switch", deployed)
                                        .put("switch", name)
                                        .put("on", on)
                                        .put("reason", reason)),
                        "switched");
                out().println(Terminal.text(
                        each + "  " + name + " is " + (set.path("on").asBoolean() ? "on" : "off")
                                + (on
                                        ? ", by " + set.path("by").asText() + " since "
                                                + set.path("time").asText()
                                        : "")));
            } catch (OrderFailed failed) {
                if (failed.isNotDeployed() && response == null) {
                    out().println(Terminal.text(String.valueOf(failed.getMessage())));
                    continue;
                }
                out().println(Terminal.text(each + "  NOT switched: " + failed.getMessage()));
                worst = Math.max(worst, failed.exitCode());
            }
        }
        return worst;
    }

    private List<String> responses(Deployed deployed) {
        return response == null ? deployed.responses() : List.of(CasesCommand.known(response));
    }
}
