package dev.tourniquet.localaws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The {@code Condition} of a statement: all operators and all their keys must hold. Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">Conditions with multiple context keys or values</a>.
 */
final class Condition {

    private static final String NULL = "Null";

    private Condition() {}

    static boolean holds(JsonNode condition, Request request) {
        // No short cut: a part that cannot be evaluated is an error even where another part fails.
        boolean holds = true;
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                List<String> policy = Json.strings(key.getValue());
                holds &= holds(operator.getKey(), key.getKey(), policy, request);
            }
        }
        return holds;
    }

    private static boolean holds(String operator, String key, List<String> policy, Request request) {
        List<String> requested = request.context().get(key);
        if (operator.equals(NULL)) {
            // "true": the key must be absent; "false": it must be there and not empty.
            boolean absent = requested == null || requested.isEmpty();
            return policy.stream().anyMatch(value -> value.equalsIgnoreCase(String.valueOf(absent)));
        }
        return Operator.parse(operator).holds(key, requested, policy);
    }
}
