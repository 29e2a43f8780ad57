package dev.tourniquet.replay.operate;

import dev.tourniquet.replay.Endpoint;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an operator works: on a real account, which he has to name, or on a local AWS. */
final class AccountOptions {
    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "The account, 12 digits. The credentials must be of this account.")
    private @Nullable String account;

    @Option(names = "--region", paramLabel = "REGION", description = "Its Region; default: that of the profile.")
    private @Nullable String region;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile whose credentials are used; default: those of the environment.")
    private @Nullable String profile;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "A local AWS in place of a real account, see tourniquet local.")
    private @Nullable URI endpointUrl;

    /** Opens it and says on {@code terminal} where that is. */
    Deployed open(PrintWriter terminal) {
        if ((account == null) == (endpointUrl == null)) {
            throw new IllegalArgumentException(
                    "say where: --account ID for a real account, or --endpoint-url URL for a local AWS");
        }
        Deployed deployed = endpointUrl != null
                ? LocalDeployed.open(Endpoint.open(endpointUrl))
                : RealDeployed.open(String.valueOf(account), region, profile);
        terminal.println(deployed.place() + ", as " + deployed.caller());
        terminal.flush();
        return deployed;
    }
}
