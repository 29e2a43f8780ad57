package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Type;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Makes buckets as a finding describes them, and the account's own public access block. */
final class Buckets {
    /** What the names of directory buckets end in; the emulator has none. */
    private static final String DIRECTORY = "--x-s3";

    private final World world;
    private final Clients clients;
    private final S3Client s3;
    private final String account;
    private final String region;
    private final String exemptionTag;
    private final Set<String> made = new HashSet<>();
    private boolean accountDone;

    Buckets(World world, String account, String region, String exemptionTag) {
        this.world = world;
        this.clients = world.clients();
        this.s3 = clients.s3();
        this.account = account;
        this.region = region;
        this.exemptionTag = exemptionTag;
    }

    /**
     * Mirrors one bucket.
     *
     * @param details what the finding says of it
     */
    void mirror(JsonNode details, Given given) {
        String name = details.path("name").asText("");
        JsonNode said = given.bucket(name);
        if (name.isBlank() || name.endsWith(DIRECTORY) || said.path("missing").asBoolean() || !made.add(name)) {
            return;
        }
        String home = said.path("region").asText(region);
        CreateBucketRequest.Builder bucket = CreateBucketRequest.builder().bucket(name);
        if (!home.equals("us-east-1")) {
            bucket.createBucketConfiguration(where -> where.locationConstraint(home));
        }
        create(bucket.build(), said.path("owner").asText(account));
        JsonNode found = details.path("publicAccess").path("permissionConfiguration");
        JsonNode onBucket = found.path("bucketLevelPermissions");
        block(said.path("block"), onBucket.path("blockPublicAccess"))
                .ifPresent(block -> s3.putPublicAccessBlock(
                        request -> request.bucket(name).publicAccessBlockConfiguration(Blocks.ofBucket(block))));
        boolean publicPolicy = said.path("publicPolicy").asBoolean(open(onBucket.path("bucketPolicy")));
        boolean closed = said.path("policyDeniesResponder").asBoolean();
        if (publicPolicy || closed) {
            s3.putBucketPolicy(put -> put.bucket(name).policy(policy(name, publicPolicy, closed)));
        }
        if (closed) {
            world.closeBucket(name);
        }
        if (said.path("publicAcl").asBoolean(open(onBucket.path("accessControlList")))) {
            letEverybodyRead(name);
        }
        List<Tag> tags = tags(details, said);
        if (!tags.isEmpty()) {
            s3.putBucketTagging(request -> request.bucket(name).tagging(tagging -> tagging.tagSet(tags)));
        }
        mirrorAccount(found.path("accountLevelPermissions").path("blockPublicAccess"), given);
    }

    /** Mirrors the account's block. */
    void mirrorAccount(JsonNode found, Given given) {
        if (accountDone) {
            return;
        }
        accountDone = true;
        block(given.accountBlock().orElse(Json.MAPPER.missingNode()), found)
                .ifPresent(block -> clients.s3Control()
                        .putPublicAccessBlock(request ->
                                request.accountId(account).publicAccessBlockConfiguration(Blocks.ofAccount(block))));
    }

    /** What is said comes first; what was found with no flag set is taken for no configuration, which looks the same. */
    private static Optional<JsonNode> block(JsonNode said, JsonNode found) {
        if (!said.isMissingNode()) {
            return Optional.of(said).filter(block -> !block.isNull());
        }
        return Optional.of(found).filter(block -> block.isObject() && open(block));
    }

    private static boolean open(JsonNode flags) {
        for (JsonNode flag : flags) {
            if (flag.asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** In the account that owns it; names of buckets are the world's. */
    private void create(CreateBucketRequest request, String owner) {
        if (owner.equals(account)) {
            s3.createBucket(request);
            return;
        }
        Credentials session = clients.sts()
                .assumeRole(assumed ->
                        assumed.roleArn("arn:aws:iam::" + owner + ":role/owner").roleSessionName("owner"))
                .credentials();
        AwsCredentialsProvider theirs = StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
        s3.createBucket(request.toBuilder()
                .overrideConfiguration(override -> override.credentialsProvider(theirs))
                .build());
        world.closeBucket(request.bucket());
    }

    /** Spelt out: the emulator takes no ACL without a body. */
    private void letEverybodyRead(String bucket) {
        GetBucketAclResponse found = s3.getBucketAcl(request -> request.bucket(bucket));
        List<Grant> grants = new ArrayList<>(found.grants());
        grants.add(Grant.builder()
                .grantee(everybody -> everybody.type(Type.GROUP).uri("http://acs.amazonaws.com/groups/global/AllUsers"))
                .permission(Permission.READ)
                .build());
        s3.putBucketAcl(request -> request.bucket(bucket)
                .accessControlPolicy(acl -> acl.owner(found.owner()).grants(grants)));
    }

    private static String policy(String bucket, boolean letsEverybodyIn, boolean shutsTheResponderOut) {
        ObjectNode policy = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        if (letsEverybodyIn) {
            statements
                    .addObject()
                    .put("Effect", "Allow")
                    .put("Principal", "*")
                    .put("Action", "s3:GetObject")
                    .put("Resource", "arn:aws:s3:::" + bucket + "/*");
        }
        if (shutsTheResponderOut) {
            statements
                    .addObject()
                    .put("Effect", "Deny")
                    .put("Principal", "*")
                    .put("Action", "s3:*")
                    .put("Resource", "arn:aws:s3:::" + bucket)
                    .putObject("Condition")
                    .putObject("StringNotEquals")
                    .put("aws:PrincipalTag/team", "owners");
        }
        return Json.write(policy);
    }

    private List<Tag> tags(JsonNode details, JsonNode said) {
        List<Tag> tags = new ArrayList<>();
        for (JsonNode tag : details.path("tags")) {
            String key = tag.path("key").asText("");
            if (!key.isBlank() && !key.startsWith("aws:")) {
                tags.add(Tag.builder()
                        .key(key)
                        .value(tag.path("value").asText(""))
                        .build());
            }
        }
        Given.exemption(said)
                .ifPresent(value ->
                        tags.add(Tag.builder().key(exemptionTag).value(value).build()));
        return tags;
    }
}
