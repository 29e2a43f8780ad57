package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.model.Grant;

/**
 * Tells whether a bucket policy or a grant lets everybody in. A warning hangs on it, no containment: what cannot be told
 * counts as public.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">The
 *     meaning of "public"</a>
 */
final class Exposure {
    private static final Set<String> EVERYBODY = Set.of(
            "http://acs.amazonaws.com/groups/global/AllUsers",
            "http://acs.amazonaws.com/groups/global/AuthenticatedUsers");

    /** Conditions on these, with fixed values, make a statement for everybody one for some. */
    private static final Set<String> RESTRICTING = Set.of(
            "aws:sourceip",
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceaccount",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:userid",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount",
            "s3:x-amz-server-side-encryption-aws-kms-key-id");

    private Exposure() {}

    static boolean isPublic(Grant grant) {
        return grant.grantee() != null
                && EVERYBODY.contains(String.valueOf(grant.grantee().uri()));
    }

    static boolean isPublic(String policy) {
        try {
            return items(Json.read(policy, JsonNode.class).path("Statement")).anyMatch(Exposure::forEverybody);
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private static boolean forEverybody(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        boolean anybody = statement.has("NotPrincipal")
                || Stream.concat(items(principal), items(principal.path("AWS")))
                        .anyMatch(each -> each.asText().equals("*"));
        return statement.path("Effect").asText().equals("Allow") && anybody && !restricted(statement.path("Condition"));
    }

    private static boolean restricted(JsonNode condition) {
        return condition.properties().stream()
                .filter(operator -> !operator.getKey().contains("Not"))
                .flatMap(operator -> operator.getValue().properties().stream())
                .filter(key -> RESTRICTING.contains(key.getKey().toLowerCase(Locale.ROOT)))
                .anyMatch(key -> items(key.getValue()).noneMatch(Exposure::open));
    }

    /** A value that stands for more than a few. */
    private static boolean open(JsonNode value) {
        return value.asText().contains("*")
                || value.asText().contains("${")
                || value.asText().endsWith("/0");
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
