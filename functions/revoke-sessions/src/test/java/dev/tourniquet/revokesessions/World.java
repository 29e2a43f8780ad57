package dev.tourniquet.revokesessions;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A local AWS with what the function needs: ledger, bus, dead-letter queue; and a clock that stands still. */
final class World implements AutoCloseable {
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""";

    final LocalAws aws = LocalAws.fresh("iam", "dynamodb", "events");
    final IamClient iam = aws.client(IamClient.builder());
    final Faults faults = new Faults();
    final Map<String, String> environment = new HashMap<>();
    final List<ExecutionInterceptor> more = new ArrayList<>();
    Instant now = Instant.parse("2026-10-22T17:00:00.25Z");
    private final AtomicInteger deliveries = new AtomicInteger();

    void reset() {
        aws.enforceIam(false);
        aws.reset();
        faults.clear();
        more.clear();
        now = Instant.parse("2026-10-22T17:00:00.25Z");
        environment.remove("AWS_SESSION_TOKEN");
        environment.putAll(of(new FunctionSurroundings(aws)));
    }

    /** The environment of the function, with a ledger of its own, in {@code surroundings}. */
    static Map<String, String> of(FunctionSurroundings surroundings) {
        Map<String, String> made = surroundings.make();
        made.putAll(Map.of(
                "TOURNIQUET_FINDING_TYPES", "UnauthorizedAccess:IAMUser/,Exfiltration:IAMUser/,Impact:IAMUser/",
                "TOURNIQUET_SEVERITY", "{\"default\":4}",
                "TOURNIQUET_SEVERITY_ROLE_WIDE", "{\"default\":7}",
                "TOURNIQUET_PROTECTED", "cdk-*,arn:aws:iam::*:role/ops/break-glass*"));
        return made;
    }

    /** A new container of the function. */
    RevokeSessionsHandler function() {
        List<ExecutionInterceptor> interceptors =
                Stream.concat(Stream.of(faults), more.stream()).toList();
        return new RevokeSessionsHandler(
                Aws.of(environment, Medium.WITHOUT_WAITING.seenBy(interceptors).by(() -> now)));
    }

    /** Delivers an event to a new container and answers what the function does. */
    JsonNode deliver(JsonNode event) {
        Context context = mock(Context.class);
        when(context.getAwsRequestId()).thenReturn("delivery-" + deliveries.incrementAndGet());
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:us-east-1:123456789012:function:revoke");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function()
                    .handleRequest(
                            new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8)),
                            output,
                            context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.read(output.toString(StandardCharsets.UTF_8), JsonNode.class);
    }

    /** Delivers a finding that has one target here, and answers what became of it. */
    JsonNode report(JsonNode event) {
        JsonNode answer = deliver(event);
        return answer.path("results").path(0).path("report");
    }

    /** Orders {@code name} about these cases. */
    JsonNode order(String name, String... caseIds) {
        return deliver(Json.tree(Map.of("command", name, "caseIds", caseIds)));
    }

    JsonNode release(JsonNode report, String... options) {
        ObjectNode command = Json.MAPPER.createObjectNode();
        command.put("command", "release").put("caseId", report.path("caseId").asText());
        command.put("reason", "false positive").put("requestedBy", "responder");
        command.set("options", Json.tree(options));
        return deliver(command);
    }

    /** From now on the function runs in a role that may do nothing to IAM but {@code actions}; nobody else may do anything. */
    void runAs(String... actions) {
        String allowed = Json.write(
                Stream.concat(Stream.of("dynamodb:Query", "dynamodb:PutItem", "events:PutEvents"), Stream.of(actions))
                        .toList());
        role("tourniquet-revoke-sessions-us-east-1");
        iam.putRolePolicy(request -> request.roleName("tourniquet-revoke-sessions-us-east-1")
                .policyName("function")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":" + allowed
                        + ",\"Resource\":\"*\"}}"));
        try (StsClient sts = aws.client(StsClient.builder())) {
            Credentials session = sts.assumeRole(request -> request.roleArn(
                                    "arn:aws:iam::123456789012:role/tourniquet-revoke-sessions-us-east-1")
                            .roleSessionName("function"))
                    .credentials();
            environment.put("AWS_ACCESS_KEY_ID", session.accessKeyId());
            environment.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
            environment.put("AWS_SESSION_TOKEN", session.sessionToken());
        }
        aws.enforceIam();
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    Role role(String name) {
        return role("/", name);
    }

    Role role(String path, String name) {
        return role(path, name, TRUST);
    }

    /** A role that only Lambda can assume, or so its trust policy says. */
    Role roleOfLambda(String name) {
        return role("/", name, TRUST.replace("\"AWS\":\"*\"", "\"Service\":\"lambda.amazonaws.com\""));
    }

    private Role role(String path, String name, String trust) {
        return iam.createRole(request -> request.path(path).roleName(name).assumeRolePolicyDocument(trust))
                .role();
    }

    /** A real event of ours, on a session of {@code role}; its activity ended half an hour before {@link #now}. */
    static ObjectNode finding(Role role, String sessionName) {
        return finding(role.roleName(), role.roleId(), sessionName);
    }

    static ObjectNode finding(String roleName, String roleId, String sessionName) {
        ObjectNode event = sample("UnauthorizedAccess-IAMUser-MaliciousIPCaller.Custom");
        ObjectNode detail = (ObjectNode) event.path("detail");
        ((ObjectNode) detail.path("resource").path("accessKeyDetails"))
                .put("userName", roleName)
                .put("principalId", roleId + ":" + sessionName);
        detail.put("severity", 8);
        lastSeen(event, Instant.parse("2026-10-22T16:30:00Z"));
        return event;
    }

    static void lastSeen(ObjectNode event, Instant time) {
        ((ObjectNode) event.path("detail").path("service")).put("eventLastSeen", time.toString());
    }

    static ObjectNode severity(ObjectNode event, double severity) {
        ((ObjectNode) event.path("detail")).put("severity", severity);
        return event;
    }

    static ObjectNode sample(String name) {
        try {
            return Json.read(
                    Files.readString(Path.of("../../events-samples/guardduty", name + ".json")), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a role's inline policies, by name. */
    Map<String, String> policies(String roleName) {
        Map<String, String> policies = new HashMap<>();
        Roles roles = new Roles(iam);
        iam.listRolePolicies(request -> request.roleName(roleName))
                .policyNames()
                .forEach(name -> policies.put(name, roles.policy(roleName, name).orElseThrow()));
        return policies;
    }

    @Override
    public void close() {
        iam.close();
        aws.close();
    }
}
