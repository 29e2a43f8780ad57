package dev.tourniquet.localaws.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call as IAM sees it.
 *
 * @param action service and API action, such as {@code s3:GetObject}
 * @param resource the resource's ARN, or {@code *} for an action that has none
 * @param context condition keys, whose case does not matter (<a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html">IAM JSON policy elements: Condition</a>),
 *     and their values; a key with several values is a multivalued one
 */
public record Request(String action, String resource, Map<String, List<String>> context) {

    public Request {
        requireNonNull(action, "action is null");
        requireNonNull(resource, "resource is null");
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        context.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        context = Collections.unmodifiableMap(copy);
    }

    public static Request of(String action, String resource) {
        return new Request(action, resource, Map.of());
    }

    /** The same request with this condition key too. */
    public Request with(String key, String... values) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(context);
        more.put(key, List.of(values));
        return new Request(action, resource, more);
    }

    /** The same request, made with temporary credentials that were issued then. Long-term keys have no such condition key. */
    public Request withTokenIssuedAt(Instant issued) {
        return with("aws:TokenIssueTime", issued.toString());
    }
}
