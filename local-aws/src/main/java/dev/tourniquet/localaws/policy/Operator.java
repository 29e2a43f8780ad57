package dev.tourniquet.localaws.policy;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition operator: a set operator or none, a comparison, and perhaps {@code IfExists}. Sources: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM JSON policy elements: Condition operators</a> and <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Single-valued vs. multivalued context keys</a>.
 */
record Operator(Quantifier quantifier, Comparison comparison, boolean ifExists) {

    private static final String IF_EXISTS = "IfExists";

    enum Quantifier {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }

        static Quantifier of(String operator) {
            if (operator.startsWith(FOR_ALL_VALUES.prefix)) {
                return FOR_ALL_VALUES;
            }
            return operator.startsWith(FOR_ANY_VALUE.prefix) ? FOR_ANY_VALUE : NONE;
        }
    }

    static Operator parse(String name) {
        Quantifier quantifier = Quantifier.of(name);
        String rest = name.substring(quantifier.prefix.length());
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String comparison = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        return new Operator(
                quantifier,
                Comparison.named(comparison)
                        .orElseThrow(() -> new UnsupportedPolicyException("unknown condition operator " + name)),
                ifExists);
    }

    /**
     * @param key names the condition key in an error
     * @param requested the key's values in the request, or null where the request does not have the key
     */
    boolean holds(String key, @Nullable List<String> requested, List<String> policy) {
        if (requested == null || requested.isEmpty()) {
            return holdsWithoutTheKey();
        }
        // Several values in the policy are alternatives; negated, none of them may match.
        Predicate<String> holds = value ->
                policy.stream().anyMatch(expected -> comparison.matches(value, expected)) != comparison.isNegated();
        return switch (quantifier) {
            case NONE -> holds.test(only(key, requested));
            case FOR_ALL_VALUES -> requested.stream().allMatch(holds);
            case FOR_ANY_VALUE -> requested.stream().anyMatch(holds);
        };
    }

    private boolean holdsWithoutTheKey() {
        return switch (quantifier) {
            case NONE -> ifExists || comparison.isNegated();
            case FOR_ALL_VALUES -> true;
            case FOR_ANY_VALUE -> ifExists;
        };
    }

    private static String only(String key, List<String> values) {
        if (values.size() > 1) {
            throw new UnsupportedPolicyException(
                    "the request has several values for " + key + ", which needs ForAllValues or ForAnyValue");
        }
        return values.getFirst();
    }
}
