package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * What decides on a bucket, and what of it is evidence. The block masks policy and ACL; it leaves both as they are, so
 * that one which cannot be read keeps nobody from closing the bucket.
 *
 * @param block the bucket's block
 * @param tags where reading them failed, asking for them says so
 * @param before the prior state of the step: {@code configuration}, {@code policy} and {@code acl}
 * @param unread what of the evidence could not be read, and why
 */
record BucketState(Optional<Flags> block, Supplier<List<Tag>> tags, JsonNode before, List<String> unread) {

    /** Reads all of it side by side; throws where the bucket is not there or its block cannot be read. */
    static BucketState read(Buckets buckets, String bucket) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy = reads.start(() -> buckets.policy(bucket));
            Supplier<List<Grant>> grants = reads.start(() -> buckets.grants(bucket));
            Supplier<List<Tag>> tags = reads.start(() -> buckets.tags(bucket));
            Optional<Flags> block = buckets.block(bucket);
            List<String> unread = new ArrayList<>();
            ObjectNode before = Json.MAPPER.createObjectNode();
            before.set("configuration", Flags.noting(block));
            Optional<String> readPolicy = evidence(policy, unread, Optional.empty());
            List<Grant> readGrants = evidence(grants, unread, List.of());
            before.put("policy", readPolicy.orElse(null));
            before.set("acl", acl(readGrants));
            unread.forEach(before.withArray("unread")::add);
            return new BucketState(block, tags, before, unread);
        }
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

    private static <T> T evidence(Supplier<T> call, List<String> unread, T otherwise) {
        try {
            return call.get();
        } catch (CallFailed failed) {
            unread.add(String.valueOf(failed.getMessage()));
            return otherwise;
        }
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
