package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.model.Grant;

/**
 * Tells whether a bucket policy or a grant lets everybody in. What cannot be told counts as public: closing a bucket that is
 * not public costs little, since S3 itself judges whom the block keeps out. Denials are not weighed against what is allowed.
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

    /** Values with wildcards that still stand for one account or one organization. */
    private static final Pattern OF_ONE_OWNER =
            Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9*-]*:\\d{12}:.*|o-[a-z0-9]+/.*");

    /** {@code address/prefix}; an address without a prefix is one host. */
    private static final Pattern RANGE = Pattern.compile("([0-9a-fA-F.:]+)/(\\d{1,3})");

    private static final Pattern HOST = Pattern.compile("[0-9a-fA-F.:]+");

    /** The widest ranges that count as some, in bits of the prefix: an allotment to a provider, not a part of the world. */
    private static final int WIDEST_IPV4 = 8;

    private static final int WIDEST_IPV6 = 32;

    /** So many of the widest ranges together count as some, not as a way to write down the whole world. */
    private static final int MOST_RANGES = 16;

    private Exposure() {}

    static boolean isPublic(Grant grant) {
        return grant.grantee() != null
                && EVERYBODY.contains(String.valueOf(grant.grantee().uri()));
    }

    static boolean isPublic(String policy) {
        try {
            JsonNode statements = Json.read(policy, JsonNode.class).path("Statement");
            return statements.isMissingNode() || items(statements).anyMatch(Exposure::forEverybody);
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    private static boolean forEverybody(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        boolean anybody = principal.isMissingNode()
                || Stream.concat(items(principal), principal.valueStream().flatMap(Exposure::items))
                        .anyMatch(each -> each.asText().equals("*"));
        return !statement.path("Effect").asText().equals("Deny") && anybody && !restricted(statement.path("Condition"));
    }

    private static boolean restricted(JsonNode condition) {
        return condition.properties().stream().anyMatch(operator -> {
            Predicate<JsonNode> some =
                    operator.getKey().equals("IpAddress") ? Exposure::ofFewAddresses : Exposure::fixed;
            return (DEMANDING.contains(operator.getKey()) || operator.getKey().equals("IpAddress"))
                    && operator.getValue().properties().stream()
                            .filter(key -> RESTRICTING.contains(key.getKey().toLowerCase(Locale.ROOT)))
                            .anyMatch(key -> some.test(key.getValue()));
        });
    }

    private static boolean fixed(JsonNode values) {
        return items(values)
                .allMatch(value -> OF_ONE_OWNER.matcher(value.asText()).matches()
                        || Stream.of("*", "?", "${").noneMatch(value.asText()::contains));
    }

    private static boolean ofFewAddresses(JsonNode values) {
        List<Double> shares = items(values).map(Exposure::share).toList();
        return shares.stream().allMatch(share -> share <= 1)
                && shares.stream().mapToDouble(share -> share).sum() <= MOST_RANGES;
    }

    /** How much of the widest range that counts as some: 1 is all of it. */
    private static double share(JsonNode value) {
        Matcher range = RANGE.matcher(value.asText());
        if (!range.matches()) {
            return HOST.matcher(value.asText()).matches() ? 0 : Double.POSITIVE_INFINITY;
        }
        int widest = range.group(1).contains(":") ? WIDEST_IPV6 : WIDEST_IPV4;
        return Math.scalb(1.0, widest - Integer.parseInt(range.group(2)));
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }
}
