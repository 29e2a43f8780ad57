package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Grant;

/**
 * What decides on a bucket, and what of it is evidence. The block masks policy and ACL; it leaves both as they are, so
 * that one which cannot be read keeps nobody from closing the bucket, and neither does an account's block that cannot.
 *
 * @param block the bucket's own block
 * @param accountBlock the account's, or the organization's where that manages it
 * @param tags where reading them failed, asking for them says so
 */
record BucketState(
        Optional<Flags> block,
        Read<Optional<Flags>> accountBlock,
        Read<Optional<String>> policy,
        Read<List<Grant>> grants,
        Supplier<Map<String, String>> tags) {

    /**
     * Reads all of it side by side; throws where the bucket is not there or its own block cannot be read.
     *
     * @param withTags whether tags count
     */
    static BucketState read(Buckets buckets, AccountBlock account, String bucket, boolean withTags) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<Flags>> accountBlock = reads.start(account::block);
            Supplier<Optional<String>> policy = reads.start(() -> buckets.policy(bucket));
            Supplier<List<Grant>> grants = reads.start(() -> buckets.grants(bucket));
            Supplier<Map<String, String>> tags = withTags ? reads.start(() -> buckets.tags(bucket)) : Map::of;
            Optional<Flags> block = buckets.block(bucket);
            return new BucketState(block, Read.of(accountBlock), Read.of(policy), Read.of(grants), tags);
        }
    }

    /** The flags in effect: an account's block that cannot be read counts as off. */
    Flags inEffect() {
        return block.orElse(Flags.NONE).or(accountFlags());
    }

    /** Whether the public gets in now. */
    LiveExposure exposure() {
        return LiveExposure.of(inEffect(), policy, grants);
    }

    /** Whether the public would get in if there were no block at all. */
    LiveExposure exposureWithoutBlock() {
        return LiveExposure.of(Flags.NONE, policy, grants);
    }

    /** The level at which all four flags are on, empty where they are not. */
    Optional<String> closedBy(String bucket) {
        if (block.equals(Optional.of(Flags.ALL))) {
            return Optional.of("all four flags of the public access block of " + bucket + " are on");
        }
        if (accountFlags().equals(Flags.ALL)) {
            return Optional.of(
                    "all four flags are on at the level of the account (its own setting or the organization's), which"
                            + " closes " + bucket);
        }
        return inEffect().equals(Flags.ALL)
                ? Optional.of("all four flags are on for " + bucket
                        + ", its own and those at the level of the account (its own"
                        + " setting or the organization's) together")
                : Optional.empty();
    }

    /** The prior state of the step: {@code configuration} is put back, the rest is evidence. */
    JsonNode before() {
        ObjectNode before = Json.MAPPER.createObjectNode();
        before.set("configuration", Flags.noting(block));
        before.set("account", Flags.noting(accountBlock.or(Optional.empty())));
        before.put("policy", policy.or(Optional.empty()).orElse(null));
        before.set("acl", acl(grants.or(List.of())));
        unread().forEach(before.withArray("unread")::add);
        return before;
    }

    /** What could not be read of what the block masks, and of the account's block, and why. */
    List<String> unread() {
        return Stream.concat(unreadEvidence().stream(), accountBlock.failure().stream())
                .toList();
    }

    /** What could not be read of what the block masks. */
    List<String> unreadEvidence() {
        return Stream.of(policy.failure(), grants.failure())
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The state to restore, of a bucket that was found in state {@code first} and later again, see {@link Flags#joined}.
     * Policy and ACL of both times are evidence; of several later times the last.
     */
    static JsonNode joined(JsonNode first, JsonNode later) {
        ObjectNode joined = first.deepCopy();
        joined.set("configuration", Flags.noting(Flags.joined(Flags.noted(first), Flags.noted(later))));
        if (!later.path("policy").equals(first.path("policy"))
                || !later.path("acl").equals(first.path("acl"))) {
            ObjectNode evidence = later.deepCopy();
            evidence.remove("configuration");
            joined.set("later", evidence);
        }
        return joined;
    }

    private Flags accountFlags() {
        return accountBlock.or(Optional.empty()).orElse(Flags.NONE);
    }

    private static ArrayNode acl(List<Grant> grants) {
        ArrayNode acl = Json.MAPPER.createArrayNode();
        grants.forEach(
                grant -> acl.addObject().put("grantee", grantee(grant)).put("permission", grant.permissionAsString()));
        return acl;
    }

    private static @Nullable String grantee(Grant grant) {
        if (grant.grantee() == null) {
            return null;
        }
        return Optional.ofNullable(grant.grantee().uri())
                .or(() -> Optional.ofNullable(grant.grantee().id()))
                .orElse(grant.grantee().emailAddress());
    }
}
