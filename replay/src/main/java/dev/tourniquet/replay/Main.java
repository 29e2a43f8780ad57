package dev.tourniquet.replay;

import dev.tourniquet.localaws.LocalAwsException;
import dev.tourniquet.replay.operate.ApproveCommand;
import dev.tourniquet.replay.operate.CasesCommand;
import dev.tourniquet.replay.operate.InventoryCommand;
import dev.tourniquet.replay.operate.LocalCommand;
import dev.tourniquet.replay.operate.ReleaseCommand;
import dev.tourniquet.replay.operate.ReportCommand;
import dev.tourniquet.replay.operate.RetryCommand;
import dev.tourniquet.replay.operate.SelfTestCommand;
import dev.tourniquet.replay.operate.SwitchCommand;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line's entry. */
@Command(
        name = "tourniquet",
        description =
                "Serverless threat response for AWS: tries on this machine what would be deployed, and works on the cases "
                        + "of what is.",
        subcommands = {
            ReplayCommand.class,
            LocalCommand.class,
            CasesCommand.class,
            InventoryCommand.class,
            ReportCommand.class,
            ApproveCommand.class,
            RetryCommand.class,
            ReleaseCommand.class,
            SwitchCommand.Pause.class,
            SwitchCommand.Resume.class,
            SelfTestCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    /** The program could not do its work: no local AWS, nothing built. */
    static final int CANNOT_RUN = 3;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, commandLine, _) -> {
            if (failure instanceof IllegalArgumentException) {
                commandLine.getErr().println(failure.getMessage());
                return ExitCode.USAGE;
            }
            if (failure instanceof FileSystemException unwritable) {
                commandLine.getErr().println("cannot write " + unwritable.getMessage());
                return ExitCode.USAGE;
            }
            if (failure instanceof LocalAwsException) {
                commandLine.getErr().println(failure.getMessage());
                return CANNOT_RUN;
            }
            throw failure;
        });
    }
}
