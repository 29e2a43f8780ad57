package dev.tourniquet.localaws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One statement of a policy of an identity or of a trust policy, whose {@code Principal} is taken to be the caller. Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM JSON policy element reference</a>.
 */
final class Statement {

    private static final Set<String> ELEMENTS =
            Set.of("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition");

    private final JsonNode json;
    private final boolean denies;

    Statement(JsonNode json) {
        this.json = json;
        if (!json.isObject()) {
            throw new UnsupportedPolicyException("a statement is not an object: " + json);
        }
        for (Map.Entry<String, JsonNode> element : json.properties()) {
            if (!ELEMENTS.contains(element.getKey())) {
                throw new UnsupportedPolicyException("unknown statement element " + element.getKey());
            }
        }
        denies = switch (json.path("Effect").asText()) {
            case "Deny" -> true;
            case "Allow" -> false;
            default -> throw new UnsupportedPolicyException("Effect is neither Allow nor Deny: " + json);
        };
        requireOneOf("Action", "NotAction");
        if (!json.has("Principal")) {
            requireOneOf("Resource", "NotResource");
        }
    }

    boolean denies() {
        return denies;
    }

    boolean matches(Request request) {
        // Conditions first, so that one that cannot be evaluated is never overlooked.
        boolean condition = Condition.holds(json.path("Condition"), request);
        return condition
                // The page on Action: its case does not matter.
                && covers("Action", request.action(), Wildcards::matchesIgnoringCase)
                // The page on Resource: its case does matter, and a star that ends a part of an ARN reaches beyond it.
                && covers("Resource", request.resource(), Wildcards::matches);
    }

    private boolean covers(String element, String requested, BiPredicate<String, String> match) {
        if (json.has(element)) {
            return anyMatches(json.get(element), requested, match);
        }
        String not = "Not" + element;
        return !json.has(not) || !anyMatches(json.get(not), requested, match);
    }

    private static boolean anyMatches(JsonNode patterns, String requested, BiPredicate<String, String> match) {
        return Json.strings(patterns).stream().anyMatch(pattern -> match.test(pattern, requested));
    }

    private void requireOneOf(String element, String opposite) {
        if (json.has(element) == json.has(opposite)) {
            throw new UnsupportedPolicyException(
                    "a statement needs either " + element + " or " + opposite + ": " + json);
        }
    }
}
