package dev.tourniquet.localaws.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/**
 * The comparison in the middle of a condition operator, between a value of the request and one of the policy. Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">IAM JSON policy elements: Condition operators</a>.
 */
enum Comparison {
    STRING_EQUALS("StringEquals", false, String::equals),
    STRING_NOT_EQUALS("StringNotEquals", true, String::equals),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, String::equalsIgnoreCase),
    STRING_LIKE("StringLike", false, (request, policy) -> Wildcards.matches(policy, request)),
    STRING_NOT_LIKE("StringNotLike", true, (request, policy) -> Wildcards.matches(policy, request)),
    // The page: ArnEquals and ArnLike behave identically.
    ARN_EQUALS("ArnEquals", false, (request, policy) -> Wildcards.matchesArn(policy, request)),
    ARN_LIKE("ArnLike", false, (request, policy) -> Wildcards.matchesArn(policy, request)),
    ARN_NOT_EQUALS("ArnNotEquals", true, (request, policy) -> Wildcards.matchesArn(policy, request)),
    ARN_NOT_LIKE("ArnNotLike", true, (request, policy) -> Wildcards.matchesArn(policy, request)),
    NUMERIC_EQUALS("NumericEquals", false, number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, number(order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, date(order -> order >= 0)),
    BOOL("Bool", false, String::equalsIgnoreCase);

    private final String operator;
    private final boolean negated;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final BiPredicate<String, String> match;

    Comparison(String operator, boolean negated, BiPredicate<String, String> match) {
        this.operator = operator;
        this.negated = negated;
        this.match = match;
    }

    static Optional<Comparison> named(String operator) {
        return Arrays.stream(values())
                .filter(comparison -> comparison.operator.equals(operator))
                .findFirst();
    }

    /** A negated comparison holds where the value matches none of the policy's, and where the key is absent. */
    boolean isNegated() {
        return negated;
    }

    /** Whether the values match, before any negation. */
    boolean matches(String request, String policy) {
        return match.test(request, policy);
    }

    private static BiPredicate<String, String> number(IntPredicate order) {
        return (request, policy) -> order.test(parseNumber(request).compareTo(parseNumber(policy)));
    }

    private static BiPredicate<String, String> date(IntPredicate order) {
        return (request, policy) -> order.test(parseDate(request).compareTo(parseDate(policy)));
    }

    private static BigDecimal parseNumber(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new UnsupportedPolicyException("not a number: " + text, e);
        }
    }

    /** W3C's forms of ISO 8601 down to a date, or seconds since 1970. */
    private static Instant parseDate(String text) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new UnsupportedPolicyException("not a date: " + text, e);
        }
    }
}
