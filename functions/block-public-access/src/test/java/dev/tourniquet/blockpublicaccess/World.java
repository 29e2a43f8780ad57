package dev.tourniquet.blockpublicaccess;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Type;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A local AWS with what the function needs: ledger, bus, dead-letter queue. */
final class World implements AutoCloseable {
    static final String PUBLIC_POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""";

    /** The actions under which the local AWS checks these permissions. */
    private static final Map<String, List<String>> EMULATED = Map.of(
            "s3:GetBucketPublicAccessBlock", List.of("s3:ListBucket"),
            "s3:PutBucketPublicAccessBlock", List.of("s3:CreateBucket", "s3:DeleteBucket"),
            "s3:GetAccountPublicAccessBlock", List.of("s3:GetPublicAccessBlock"));

    final LocalAws aws = LocalAws.fresh("s3", "iam", "dynamodb", "events");
    final S3Client s3 = aws.client(S3Client.builder());
    final Wire wire = new Wire();
    final Map<String, String> environment = new HashMap<>();
    private final AccountBlock account = new AccountBlock(aws.client(S3ControlClient.builder()), LocalAws.ACCOUNT);
    private InstantSource clock = InstantSource.system();
    private final AtomicInteger deliveries = new AtomicInteger();

    void reset() {
        aws.enforceIam(false);
        aws.reset();
        wire.clear();
        clock = InstantSource.system();
        environment.clear();
        environment.putAll(new FunctionSurroundings(aws).make());
        environment.put(
                "TOURNIQUET_FINDING_TYPES",
                "Policy:S3/,Policy:IAMUser/S3,SensitiveData:S3Object/,AttackSequence:S3/,Stealth:S3/,"
                        + "Discovery:S3/,Exfiltration:S3/,Impact:S3/,PenTest:S3/,UnauthorizedAccess:S3/");
        environment.put("TOURNIQUET_SEVERITY", "{\"default\":1}");
    }

    /** From now on the function's clock is ahead. */
    void later(Duration by) {
        clock = InstantSource.offset(clock, by);
    }

    /** Delivers an event to a new container and answers what the function does. */
    JsonNode deliver(JsonNode event) {
        return deliver(event, wire);
    }

    /** Delivers an event over a wire of its own. */
    JsonNode deliver(JsonNode event, Wire over) {
        Context context = mock(Context.class);
        when(context.getAwsRequestId()).thenReturn("delivery-" + deliveries.incrementAndGet());
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:us-east-1:123456789012:function:block");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new BlockPublicAccessHandler(Aws.of(
                            environment,
                            Medium.WITHOUT_WAITING.seenBy(List.of(over)).by(clock)))
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
        return deliver(event).at("/results/0/report");
    }

    /** Releases a case and answers what became of its only step. */
    JsonNode release(JsonNode report, String... options) {
        ObjectNode command = Json.MAPPER.createObjectNode();
        command.put("command", "release").put("caseId", report.path("caseId").asText());
        command.put("reason", "public on purpose").put("requestedBy", "owner");
        command.set("options", Json.tree(options));
        return deliver(command).at("/released/steps/0");
    }

    void bucket(String name) {
        s3.createBucket(request -> request.bucket(name));
    }

    void publicBucket(String name) {
        bucket(name);
        s3.putBucketPolicy(request -> request.bucket(name).policy(PUBLIC_POLICY));
    }

    /** Lets a group read the bucket by its ACL: {@code AllUsers} or {@code AuthenticatedUsers}. */
    void grantRead(String bucket, String group) {
        GetBucketAclResponse acl = s3.getBucketAcl(request -> request.bucket(bucket));
        List<Grant> grants = Stream.concat(
                        acl.grants().stream(),
                        Stream.of(Grant.builder()
                                .permission(Permission.READ)
                                .grantee(everybody -> everybody
                                        .type(Type.GROUP)
                                        .uri("http://acs.amazonaws.com/groups/global/" + group))
                                .build()))
                .toList();
        s3.putBucketAcl(request -> request.bucket(bucket)
                .accessControlPolicy(policy -> policy.owner(acl.owner()).grants(grants)));
    }

    Buckets buckets() {
        return new Buckets(s3, LocalAws.ACCOUNT);
    }

    Optional<Flags> block(String bucket) {
        return buckets().block(bucket);
    }

    AccountBlock account() {
        return account;
    }

    /** From now on the function runs in a role that may do nothing to S3 but {@code actions}; nobody else may do anything. */
    void runAs(String... actions) {
        String allowed = Json.write(Stream.concat(
                        Stream.of("dynamodb:Query", "dynamodb:PutItem", "events:PutEvents"),
                        Stream.of(actions).flatMap(action -> EMULATED.getOrDefault(action, List.of(action)).stream()))
                .toList());
        String role = "tourniquet-block-public-access-us-east-1";
        try (IamClient iam = aws.client(IamClient.builder());
                StsClient sts = aws.client(StsClient.builder())) {
            iam.createRole(
                    request -> request.roleName(role)
                            .assumeRolePolicyDocument(
                                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}}"));
            iam.putRolePolicy(request -> request.roleName(role)
                    .policyName("function")
                    .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                            + allowed + ",\"Resource\":\"*\"}}"));
            Credentials session = sts.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/" + role)
                            .roleSessionName("function"))
                    .credentials();
            environment.put("AWS_ACCESS_KEY_ID", session.accessKeyId());
            environment.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
            environment.put("AWS_SESSION_TOKEN", session.sessionToken());
        }
        aws.enforceIam();
    }

    @Override
    public void close() {
        s3.close();
        aws.close();
    }
}
