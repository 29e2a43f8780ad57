package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the template says of how Lambda delivers events to a function.
 *
 * @param concurrency how many it handles at a time
 * @param retries how often an event is delivered again after the function failed
 * @param maxAge how long an event may wait in all
 */
record Deployed(int concurrency, int retries, Duration maxAge) {

    /** With another concurrency. */
    Deployed handling(int atATime) {
        return new Deployed(atATime, retries, maxAge);
    }

    /** What fails is given up at once. */
    Deployed withoutRetries() {
        return new Deployed(concurrency, 0, maxAge);
    }

    /** Of the function of this name in a synthesized template. */
    static Deployed of(Path template, String function) {
        try {
            JsonNode resources =
                    Json.MAPPER.readTree(Files.readString(template)).path("Resources");
            String id = resources
                    .propertyStream()
                    .filter(resource -> resource.getValue()
                            .path("Properties")
                            .path("FunctionName")
                            .asText()
                            .equals(function))
                    .filter(resource ->
                            resource.getValue().path("Type").asText().equals("AWS::Lambda::Function"))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            JsonNode invoke = resources
                    .valueStream()
                    .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::EventInvokeConfig"))
                    .map(resource -> resource.path("Properties"))
                    .filter(config ->
                            config.path("FunctionName").path("Ref").asText().equals(id))
                    .findFirst()
                    .orElseThrow();
            return new Deployed(
                    resources
                            .path(id)
                            .path("Properties")
                            .path("ReservedConcurrentExecutions")
                            .asInt(),
                    invoke.path("MaximumRetryAttempts").asInt(),
                    Duration.ofSeconds(invoke.path("MaximumEventAgeInSeconds").asLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
