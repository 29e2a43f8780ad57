package dev.tourniquet.deactivateaccesskey;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.identity.Users;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A local AWS with what the function needs: ledger, bus, dead-letter queue; and a clock that stands still. */
final class World implements AutoCloseable {
    private static final String OWN_ROLE = "tourniquet-deactivate-access-key-us-east-1";
    private static final Instant NOON = Instant.parse("2026-10-22T17:00:00.25Z");

    final LocalAws aws = LocalAws.fresh("iam", "dynamodb", "events");
    final IamClient iam = aws.client(IamClient.builder());
    final Faults faults = new Faults();
    final Map<String, String> environment = new ConcurrentHashMap<>();
    volatile Instant now = NOON;
    private final AtomicInteger deliveries = new AtomicInteger();

    void reset() {
        aws.enforceIam(false);
        aws.reset();
        faults.clear();
        now = NOON;
        environment.clear();
        environment.putAll(new FunctionSurroundings(aws).make());
        environment.putAll(Map.of(
                "TOURNIQUET_FINDING_TYPES", "CredentialAccess:IAMUser/,UnauthorizedAccess:IAMUser/,Exfiltration:S3/",
                "TOURNIQUET_SEVERITY", "{\"default\":4}",
                "TOURNIQUET_PROTECTED", "cdk-*,arn:aws:iam::*:user/ops/break-glass*"));
    }

    /** Delivers an event to a new container and answers what the function does. */
    JsonNode deliver(JsonNode event) {
        Context context = mock(Context.class);
        when(context.getAwsRequestId()).thenReturn("delivery-" + deliveries.incrementAndGet());
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:us-east-1:123456789012:function:deactivate");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new DeactivateAccessKeyHandler(Aws.of(
                            environment,
                            Medium.WITHOUT_WAITING.seenBy(List.of(faults)).by(() -> now)))
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
        return deliver(event).path("results").path(0).path("report");
    }

    /** Orders {@code name} about these cases. */
    JsonNode order(String name, String... caseIds) {
        return deliver(Json.tree(Map.of("command", name, "caseIds", caseIds)));
    }

    JsonNode release(JsonNode report, String... options) {
        ObjectNode command = Json.MAPPER.createObjectNode();
        command.put("command", "release").put("caseId", report.path("caseId").asText());
        command.put("reason", "false positive").put("requestedBy", "responder");
        command.set("options", Json.tree(List.of(options)));
        return deliver(command);
    }

    /** From now on the function runs in a role that may do nothing to IAM but {@code actions}; nobody else may do anything. */
    void runAs(String... actions) {
        String allowed = Json.write(
                Stream.concat(Stream.of("dynamodb:Query", "dynamodb:PutItem", "events:PutEvents"), Stream.of(actions))
                        .toList());
        iam.createRole(request -> request.roleName(OWN_ROLE).assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"""));
        iam.putRolePolicy(request -> request.roleName(OWN_ROLE)
                .policyName("function")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":" + allowed
                        + ",\"Resource\":\"*\"}}"));
        try (StsClient sts = aws.client(StsClient.builder())) {
            Credentials session = sts.assumeRole(
                            request -> request.roleArn("arn:aws:iam::123456789012:role/" + OWN_ROLE)
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

    /** A user; its id as the function sees it. */
    String user(String name) {
        return user("/", name);
    }

    String user(String path, String name) {
        return iam.createUser(request -> request.path(path).userName(name))
                .user()
                .userId();
    }

    /** Deletes a user with all that would keep it from being deleted. */
    void deleteUser(String name) {
        policies(name).keySet().forEach(policy -> deletePolicy(name, policy));
        keys(name).keySet().forEach(key -> deleteKey(name, key));
        iam.deleteUser(request -> request.userName(name));
    }

    String key(String user) {
        return iam.createAccessKey(request -> request.userName(user))
                .accessKey()
                .accessKeyId();
    }

    void deleteKey(String user, String key) {
        iam.deleteAccessKey(request -> request.userName(user).accessKeyId(key));
    }

    void status(String user, String key, StatusType status) {
        iam.updateAccessKey(request -> request.userName(user).accessKeyId(key).status(status));
    }

    void put(String user, String policy, String document) {
        iam.putUserPolicy(request -> request.userName(user).policyName(policy).policyDocument(document));
    }

    void deletePolicy(String user, String policy) {
        iam.deleteUserPolicy(request -> request.userName(user).policyName(policy));
    }

    void tag(String user, String value) {
        Tag tag = Tag.builder().key("tourniquet:exempt").value(value).build();
        iam.tagUser(request -> request.userName(user).tags(tag));
    }

    /** The status of each key of a user. */
    Map<String, String> keys(String user) {
        Map<String, String> keys = new HashMap<>();
        iam.listAccessKeys(request -> request.userName(user))
                .accessKeyMetadata()
                .forEach(key -> keys.put(key.accessKeyId(), key.statusAsString()));
        return keys;
    }

    /** The documents of a user's inline policies, by name. */
    Map<String, String> policies(String user) {
        Map<String, String> policies = new HashMap<>();
        Users users = new Users(iam);
        iam.listUserPolicies(request -> request.userName(user))
                .policyNames()
                .forEach(name -> policies.put(name, users.policy(user, name).orElseThrow()));
        return policies;
    }

    @Override
    public void close() {
        iam.close();
        aws.close();
    }
}
