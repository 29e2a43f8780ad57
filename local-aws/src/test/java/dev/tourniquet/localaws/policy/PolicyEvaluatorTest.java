package dev.tourniquet.localaws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyEvaluatorTest {

    private static final String ALLOW_ALL = statement("'Effect': 'Allow', 'Action': '*', 'Resource': '*'");
    private static final String DENY_ALL = statement("'Effect': 'Deny', 'Action': '*', 'Resource': '*'");
    private static final Request READ = Request.of("s3:GetObject", "arn:aws:s3:::reports/2026.csv");

    private static String statement(String json) {
        return "{'Version': '2012-10-17', 'Statement': {%s}}".formatted(json).replace('\'', '"');
    }

    private static Decision decide(String statement, Request request) {
        return PolicyEvaluator.evaluate(List.of(statement(statement)), request);
    }

    @Test
    void deniesWhatNoStatementAllows() {
        assertThat(PolicyEvaluator.evaluate(List.of(), READ)).isEqualTo(Decision.IMPLICIT_DENY);
        assertThat(decide("'Effect': 'Allow', 'Action': 'ec2:*', 'Resource': '*'", READ))
                .isEqualTo(Decision.IMPLICIT_DENY);
    }

    @Test
    void letsAnExplicitDenyOverrideAnAllowInWhateverOrder() {
        assertThat(PolicyEvaluator.evaluate(List.of(ALLOW_ALL), READ)).isEqualTo(Decision.ALLOWED);
        assertThat(PolicyEvaluator.evaluate(List.of(ALLOW_ALL, DENY_ALL), READ)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(PolicyEvaluator.evaluate(List.of(DENY_ALL, ALLOW_ALL), READ)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void readsSeveralStatementsOfOneDocument() {
        String document = """
                {"Version": "2012-10-17", "Statement": [
                  {"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"},
                  {"Sid": "ButReading", "Effect": "Deny", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}]}""";

        assertThat(PolicyEvaluator.evaluate(List.of(document), READ)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(PolicyEvaluator.evaluate(List.of(document), Request.of("s3:PutObject", "*")))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void takesParsedDocuments() {
        var statement = JsonNodeFactory.instance
                .objectNode()
                .put("Effect", "Allow")
                .put("Action", "*")
                .put("Resource", "*");
        var document = JsonNodeFactory.instance.objectNode().set("Statement", statement);

        assertThat(PolicyEvaluator.evaluateParsed(List.of(document), READ).isAllowed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject,  true",
        "S3:getobject,  true",
        "s3:Get*,       true",
        "s3:*Object,    true",
        "s3:Get?bject,  true",
        "*,             true",
        "s3:GetObjec,   false",
        "s3:GetObjects, false",
        "s3:GetObject?, false",
        "s3:Put*,       false",
        "ec2:GetObject, false"
    })
    void matchesActionsWithWildcardsAndInAnyCase(String action, boolean allowed) {
        String policy = "'Effect': 'Allow', 'Action': '%s', 'Resource': '*'".formatted(action);

        assertThat(decide(policy, READ).isAllowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:::reports/2026.csv,  true",
        "arn:aws:s3:::reports/*,         true",
        "arn:aws:s3:::reports/202?.csv,  true",
        "arn:aws:s3:::*,                 true",
        "arn:aws:s3:*,                   true",
        "*,                              true",
        "arn:aws:s3:::reports,           false",
        "arn:aws:s3:::Reports/2026.csv,  false",
        "arn:aws:s3:::reports/*.txt,     false"
    })
    void matchesResourcesWithWildcardsAndInTheirCase(String resource, boolean allowed) {
        String policy = "'Effect': 'Allow', 'Action': '*', 'Resource': '%s'".formatted(resource);

        assertThat(decide(policy, READ).isAllowed()).isEqualTo(allowed);
    }

    @Test
    void takesNotActionForEveryOtherAction() {
        String policy = "'Effect': 'Deny', 'NotAction': ['iam:*', 's3:Get*'], 'Resource': '*'";

        assertThat(decide(policy, READ)).isEqualTo(Decision.IMPLICIT_DENY);
        assertThat(decide(policy, Request.of("ec2:RunInstances", "*"))).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void takesNotResourceForEveryOtherResource() {
        String policy = "'Effect': 'Deny', 'Action': '*', 'NotResource': 'arn:aws:s3:::reports/*'";

        assertThat(decide(policy, READ)).isEqualTo(Decision.IMPLICIT_DENY);
        assertThat(decide(policy, Request.of("s3:GetObject", "arn:aws:s3:::other/1")))
                .isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void readsATrustPolicyWhichHasAPrincipalAndNoResource() {
        String policy =
                "'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Service': 'lambda.amazonaws.com'}";

        assertThat(decide(policy, Request.of("sts:AssumeRole", "arn:aws:iam::123456789012:role/app"))
                        .isAllowed())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Effect': 'Maybe', 'Action': '*', 'Resource': '*'",
                "'Action': '*', 'Resource': '*'",
                "'Effect': 'Allow', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*'",
                "'Effect': 'Allow', 'Action': '*', 'NotAction': '*', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Resources': '*'",
                "'Effect': 'Allow', 'Action': {'a': 'b'}, 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:iam::1:user/${aws:username}'"
            })
    void refusesWhatItDoesNotKnow(String policy) {
        assertThatThrownBy(() -> decide(policy, READ)).isInstanceOf(UnsupportedPolicyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{} {}", "{}", "[]", "{\"Statement\": [\"Allow\"]}"})
    void refusesWhatIsNoPolicy(String document) {
        assertThatThrownBy(() -> PolicyEvaluator.evaluate(List.of(document), READ))
                .isInstanceOf(UnsupportedPolicyException.class);
    }
}
