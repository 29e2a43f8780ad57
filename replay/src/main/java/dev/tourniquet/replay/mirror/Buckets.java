package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Clients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.Tag;

/** Makes buckets as a finding describes them, and the account's own public access block. */
final class Buckets {
    private final Clients clients;
    private final S3Client s3;
    private final String account;
    private final String region;
    private final String exemptionTag;
    private final Set<String> made = new HashSet<>();
    private boolean accountDone;

    Buckets(Clients clients, String account, String region, String exemptionTag) {
        this.clients = clients;
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
        if (name.isBlank() || said.path("missing").asBoolean() || !made.add(name)) {
            return;
        }
        String home = said.path("region").asText(region);
        s3.createBucket(request -> {
            request.bucket(name);
            if (!home.equals("us-east-1")) {
                request.createBucketConfiguration(where -> where.locationConstraint(home));
            }
        });
        JsonNode found = details.path("publicAccess").path("permissionConfiguration");
        JsonNode onBucket = found.path("bucketLevelPermissions");
        block(said.path("block"), onBucket.path("blockPublicAccess"))
                .ifPresent(block -> s3.putPublicAccessBlock(
                        request -> request.bucket(name).publicAccessBlockConfiguration(Blocks.ofBucket(block))));
        if (said.path("publicPolicy").asBoolean(open(onBucket.path("bucketPolicy")))) {
            s3.putBucketPolicy(request -> request.bucket(name).policy(publicPolicy(name)));
        }
        if (said.path("publicAcl").asBoolean(open(onBucket.path("accessControlList")))) {
            s3.putBucketAcl(request -> request.bucket(name).acl(BucketCannedACL.PUBLIC_READ));
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

    private static String publicPolicy(String bucket) {
        ObjectNode policy = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        policy.putArray("Statement")
                .addObject()
                .put("Effect", "Allow")
                .put("Principal", "*")
                .put("Action", "s3:GetObject")
                .put("Resource", "arn:aws:s3:::" + bucket + "/*");
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
        if (said.path("exempt").asBoolean()) {
            tags.add(Tag.builder().key(exemptionTag).value("true").build());
        }
        return tags;
    }
}
