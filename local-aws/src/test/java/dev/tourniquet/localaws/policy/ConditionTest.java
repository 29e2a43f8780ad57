package dev.tourniquet.localaws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the tables, alternatives and several values of a key are divided by a space, and an empty column is an absent key. */
final class ConditionTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/app";

    private static boolean holds(String condition, Request request) {
        String policy = "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {%s}}}"
                .formatted(condition)
                .replace('\'', '"');
        return PolicyEvaluator.evaluate(List.of(policy), request).isAllowed();
    }

    private static boolean holds(String operator, String policyValues, String requestValues) {
        String alternatives = "['" + policyValues.replace(" ", "', '") + "']";
        Request request = Request.of("s3:GetObject", "*");
        return holds(
                "'%s': {'k:Key': %s}".formatted(operator, alternatives),
                requestValues == null ? request : request.with("K:kEY", requestValues.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals,              a,      a,   true",
        "StringEquals,              a,      A,   false",
        "StringEquals,              a b,    b,   true",
        "StringEquals,              a b,    c,   false",
        "StringEquals,              *,      a,   false",
        "StringNotEquals,           a,      b,   true",
        "StringNotEquals,           a,      a,   false",
        "StringNotEquals,           a b,    b,   false",
        "StringNotEquals,           a b,    c,   true",
        "StringEqualsIgnoreCase,    a,      A,   true",
        "StringEqualsIgnoreCase,    a,      b,   false",
        "StringNotEqualsIgnoreCase, a,      A,   false",
        "StringNotEqualsIgnoreCase, a,      b,   true",
        "StringLike,                AROA*:i-?, AROAX:i-0, true",
        "StringLike,                AROA*:i-?, AROAX:i-00, false",
        "StringLike,                aroa*,  AROAX, false",
        "StringNotLike,             a*,     ab,  false",
        "StringNotLike,             a*,     ba,  true",
        "Bool,                      true,   true,  true",
        "Bool,                      true,   TRUE,  true",
        "Bool,                      true,   false, false",
        "NumericEquals,             10,     10.0, true",
        "NumericNotEquals,          10,     10,  false",
        "NumericLessThan,           10,     9,   true",
        "NumericLessThan,           10,     10,  false",
        "NumericLessThanEquals,     10,     10,  true",
        "NumericGreaterThan,        9,      10,  true",
        "NumericGreaterThan,        10,     10,  false",
        "NumericGreaterThanEquals,  10,     10,  true"
    })
    void comparesStringsNumbersAndBooleans(String operator, String policy, String request, boolean holds) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "ArnEquals,    arn:aws:iam::123456789012:role/app, true",
        "ArnLike,      arn:aws:iam::123456789012:role/a*,  true",
        "ArnEquals,    arn:aws:iam::123456789012:role/a*,  true",
        "ArnLike,      arn:aws:iam::*:role/app,            true",
        "ArnLike,      arn:*:iam::??????789012:role/app,   true",
        "ArnLike,      arn:aws:*:role/app,                 false",
        "ArnLike,      *,                                  false",
        "ArnNotLike,   arn:aws:iam::*:role/app,            false",
        "ArnNotEquals, arn:aws:iam::*:role/other,          true"
    })
    void comparesEachPartOfAnArn(String operator, String policy, boolean holds) {
        assertThat(holds(operator, policy, ROLE)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "DateEquals,            2026-01-01T00:00:00Z, 2026-01-01T01:00:00+01:00, true",
        "DateEquals,            2026-01-01,           1767225600,                true",
        "DateNotEquals,         2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z,      true",
        "DateLessThan,          2026-01-01T00:00:00Z, 2025-12-31T23:59:59Z,      true",
        "DateLessThan,          2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,      false",
        "DateLessThan,          2026-01-01T00:00:00Z, 2025-12-31T23:59:59.999Z,  true",
        "DateLessThan,          1767225600,           2026-01-01T00:00:01Z,      false",
        "DateLessThanEquals,    2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,      true",
        "DateGreaterThan,       2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z,      true",
        "DateGreaterThan,       2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,      false",
        "DateGreaterThanEquals, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z,      true"
    })
    void comparesInstants(String operator, String policy, String request, boolean holds) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals,                a,          false",
        "StringLike,                  *,          false",
        "ArnLike,                     *,          false",
        "NumericLessThan,             1,          false",
        "DateLessThan,                2026-01-01, false",
        "DateGreaterThan,             2026-01-01, false",
        "Bool,                        false,      false",
        "StringNotEquals,             a,          true",
        "StringNotLike,               *,          true",
        "ArnNotLike,                  *,          true",
        "DateNotEquals,               2026-01-01, true",
        "StringEqualsIfExists,        a,          true",
        "StringNotEqualsIfExists,     a,          true",
        "DateLessThanIfExists,        2026-01-01, true",
        "BoolIfExists,                true,       true",
        "Null,                        true,       true",
        "Null,                        false,      false",
        "ForAllValues:StringEquals,   a,          true",
        "ForAnyValue:StringEquals,    a,          false",
        "ForAnyValue:StringNotEquals, a,          false",
        "ForAnyValue:StringEqualsIfExists, a,     true"
    })
    void decidesWithoutTheKey(String operator, String policy, boolean holds) {
        assertThat(holds(operator, policy, null)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEqualsIfExists, a,     a,     true",
        "StringEqualsIfExists, a,     b,     false",
        "BoolIfExists,         true,  false, false",
        "Null,                 true,  x,     false",
        "Null,                 false, x,     true"
    })
    void comparesIfTheKeyExists(String operator, String policy, String request, boolean holds) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "ForAllValues:StringEquals,    a b, a,   true",
        "ForAllValues:StringEquals,    a b, a b, true",
        "ForAllValues:StringEquals,    a b, a c, false",
        "ForAllValues:StringLike,      a*,  a ab, true",
        "ForAllValues:StringNotEquals, a b, c d, true",
        "ForAllValues:StringNotEquals, a b, a d, false",
        "ForAnyValue:StringEquals,     a b, b c, true",
        "ForAnyValue:StringEquals,     a b, c d, false",
        "ForAnyValue:StringNotEquals,  a b, a c, true",
        "ForAnyValue:StringNotEquals,  a b, a b, false"
    })
    void comparesSets(String operator, String policy, String request, boolean holds) {
        assertThat(holds(operator, policy, request)).isEqualTo(holds);
    }

    @Test
    void needsAllOperatorsAndAllKeys() {
        String both = "'StringEquals': {'a:X': '1', 'a:Y': '2'}, 'Bool': {'a:Z': true}";
        Request request = Request.of("s3:GetObject", "*").with("a:X", "1").with("a:Y", "2");

        assertThat(holds(both, request.with("a:Z", "true"))).isTrue();
        assertThat(holds(both, request.with("a:Z", "false"))).isFalse();
        assertThat(holds(both, request.with("a:Z", "true").with("a:Y", "3"))).isFalse();
        assertThat(holds(both, request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IpAddress",
                "BinaryEquals",
                "stringequals",
                "StringEqualsIfExist",
                "ForSomeValues:StringEquals",
                "DateBefore",
                "ForAllValues:Null",
                "NullIfExists"
            })
    void namesAnUnknownOperator(String operator) {
        assertThatThrownBy(() -> holds(operator, "a", "a"))
                .isInstanceOf(UnsupportedPolicyException.class)
                .hasMessage("unknown condition operator " + operator);
    }

    @Test
    void findsAnUnknownOperatorBehindOneThatFails() {
        assertThatThrownBy(() -> holds("'StringEquals': {'a:X': '1'}, 'Strange': {'a:X': '1'}", Request.of("a:B", "*")))
                .hasMessage("unknown condition operator Strange");
    }

    @Test
    void refusesSeveralValuesWithoutASetOperator() {
        assertThatThrownBy(() -> holds("StringEquals", "a", "a b"))
                .hasMessage("the request has several values for k:Key, which needs ForAllValues or ForAnyValue");
    }

    @ParameterizedTest
    @CsvSource({
        "DateLessThan,    yesterday, 2026-01-01",
        "DateLessThan,    2026-13-01T00:00:00Z, 2026-01-01",
        "NumericLessThan, many,      1",
        "StringEquals,    ${aws:username}, ada"
    })
    void refusesValuesThatItCannotRead(String operator, String policy, String request) {
        assertThatThrownBy(() -> holds(operator, policy, request)).isInstanceOf(UnsupportedPolicyException.class);
    }
}
