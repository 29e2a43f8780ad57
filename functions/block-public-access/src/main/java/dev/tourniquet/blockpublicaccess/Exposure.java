package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /**
     * Operators that a request without the key fails. What ends in IfExists, ForAllValues and Null let it through, and the
     * negated ones let through all but a few.
     */
    private static final Set<String> DEMANDING = Set.of(
            "StringEquals",
            "StringEqualsIgnoreCase",
            "StringLike",
            "ArnEquals",
            "ArnLike",
            "ForAnyValue:StringEquals",
            "ForAnyValue:StringLike");

    /** {@code address/prefix}; an address without a prefix is one host. */
    private static final Pattern RANGE = Pattern.compile("([0-9a-fA-F.:]+)/(\\d{1,3})");

    private static final Pattern HOST = Pattern.compile("[0-9a-fA-F.:]+");

    /** The widest ranges that count as some, in bits of the prefix: an allotment to a provider, not a part of the world. */
    private static final int WIDEST_IPV4 = 8;

    private static final int WIDEST_IPV6 = 32;

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
        return condition.properties().stream().anyMatch(operator -> {
            Predicate<JsonNode> open = operator.getKey().equals("IpAddress") ? Exposure::wide : Exposure::open;
            return (DEMANDING.contains(operator.getKey()) || operator.getKey().equals("IpAddress"))
                    && operator.getValue().properties().stream()
                            .filter(key -> RESTRICTING.contains(key.getKey().toLowerCase(Locale.ROOT)))
                            .anyMatch(key -> items(key.getValue()).noneMatch(open));
        });
    }

    /** A value that stands for more than a few. */
    private static boolean open(JsonNode value) {
        return value.asText().contains("*") || value.asText().contains("${");
    }

    private static boolean wide(JsonNode value) {
        Matcher range = RANGE.matcher(value.asText());
        if (!range.matches()) {
            return !HOST.matcher(value.asText()).matches();
        }
        return Integer.parseInt(range.group(2)) < (range.group(1).contains(":") ? WIDEST_IPV6 : WIDEST_IPV4);
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
