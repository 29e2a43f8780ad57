package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.runtime.caller.Signature;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The person at the terminal, who signs what goes on record with a name.
 *
 * @param arn as STS says
 * @param sts the endpoint that the functions ask
 */
record Operator(String arn, AwsCredentialsIdentity credentials, String account, String region, URI sts) {
    private static final Set<String> ON_RECORD = Set.of("approve", "release", "switch", "redrive");

    JsonNode signs(ObjectNode command, String function) {
        if (!ON_RECORD.contains(command.path("command").asText())) {
            return command;
        }
        String functionArn = "arn:aws:lambda:%s:%s:function:%s".formatted(region, account, function);
        return Signature.under(command, functionArn, credentials, region, sts, InstantSource.system());
    }
}
