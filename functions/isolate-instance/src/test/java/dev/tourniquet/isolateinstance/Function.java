package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The function under test, called as Lambda calls it, with events in the form of EventBridge. */
final class Function {
    private static final Path SAMPLE = Path.of("../../events-samples/guardduty/Backdoor-EC2-CnCActivity.B.json");
    private static final String INSTANCE_OF_SAMPLE = "i-0aba0c7fd897b99bf";

    private final IsolateInstanceHandler handler;
    private Duration remaining = Duration.ofMinutes(2);

    Function(World world, Wire wire, String mode) {
        this.handler = new IsolateInstanceHandler(
                Aws.of(world.environment(mode), Medium.WITHOUT_WAITING.seenBy(List.of(wire))));
    }

    /** With these variables beside those of every function. */
    Function(World world, Map<String, String> variables, ExecutionInterceptor... interceptors) {
        Map<String, String> environment = world.environment("enforce");
        environment.putAll(variables);
        this.handler =
                new IsolateInstanceHandler(Aws.of(environment, Medium.WITHOUT_WAITING.seenBy(List.of(interceptors))));
    }

    /** By this clock. */
    Function(World world, InstantSource clock, ExecutionInterceptor... interceptors) {
        this.handler = new IsolateInstanceHandler(Aws.of(
                world.environment("enforce"),
                Medium.WITHOUT_WAITING.seenBy(List.of(interceptors)).by(clock)));
    }

    static Function enforcing(World world, Wire wire) {
        return new Function(world, wire, "enforce");
    }

    /** Each invocation has this time from now on. */
    Function with(Duration time) {
        remaining = time;
        return this;
    }

    /** A finding about {@code instanceId}; the one result. */
    JsonNode finding(String instanceId) {
        return finding(instanceId, "request-1");
    }

    JsonNode finding(String instanceId, String requestId) {
        return call(event(instanceId), requestId).path("results").path(0);
    }

    /** Another finding about {@code instanceId}, with an id of its own. */
    JsonNode otherFinding(String instanceId, String findingId, String requestId) {
        ObjectNode event = Json.read(event(instanceId), ObjectNode.class);
        ((ObjectNode) event.path("detail")).put("id", findingId);
        return call(Json.write(event), requestId).path("results").path(0);
    }

    /** Releases the first case of an instance. */
    JsonNode release(String instanceId, String... options) {
        String command = Json.write(Map.of(
                "command", "release",
                "caseId", "isolate-instance/" + instanceId + "/1",
                "reason", "a test",
                "requestedBy", "the test",
                "options", options));
        return call(command, "release-1").path("released");
    }

    /** Orders {@code name} about the cases of these instances. */
    JsonNode order(String name, String... instanceIds) {
        List<String> cases = Stream.of(instanceIds)
                .map(id -> "isolate-instance/" + id + "/1")
                .toList();
        return call(Json.write(Map.of("command", name, "caseIds", cases)), name + "-1");
    }

    private JsonNode call(String event, String requestId) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    output,
                    new Invocation(requestId, remaining));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.read(output.toString(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String event(String instanceId) {
        try {
            return Files.readString(SAMPLE).replace(INSTANCE_OF_SAMPLE, instanceId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
