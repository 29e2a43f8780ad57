package dev.tourniquet.proof;

import dev.tourniquet.replay.world.WorldState.Part;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One API call of a run.
 *
 * @param service as the SDK names it
 * @param occurrence counts the calls of this operation in a run, from 1
 */
public record Call(String service, String operation, int occurrence) {
    /** In place of a service: an address of the Internet. */
    static final String WEBHOOK = "Webhook";

    public boolean reads() {
        return Stream.of("Describe", "Get", "List", "Query").anyMatch(operation::startsWith);
    }

    /** The parts of the account that it may change; the ledger, the bus, queues and those who are told are none. */
    Set<Part> changes() {
        if (reads()) {
            return Set.of();
        }
        return switch (service) {
            case "DynamoDb", "EventBridge", "Sqs", "Sns", "SecretsManager", "SecurityHub", WEBHOOK -> Set.of();
            case "Iam" -> Set.of(Part.IDENTITY);
            case "S3", "S3Control" -> Set.of(Part.STORAGE);
            default -> Set.of(Part.COMPUTE, Part.LOAD);
        };
    }

    @Override
    public String toString() {
        return service + ":" + operation + " #" + occurrence;
    }
}
