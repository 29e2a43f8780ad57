package dev.tourniquet.revokesessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'",
                "'Principal':{'Service':['lambda.amazonaws.com','ec2.amazonaws.com.cn']},'Action':['sts:TagSession','sts:assumerole']",
                "'Principal':{'Service':'ssm.amazonaws.com'},'Action':'sts:AssumeRole'",
                "'Principal':'*','Action':'sts:*'",
                "'Principal':{'AWS':'*'},'Action':'sts:AssumeRole'",
                "'NotPrincipal':{'AWS':'arn:aws:iam::123456789012:root'},'Action':'sts:AssumeRole'",
                "'Principal':{'Service':'ec2.amazonaws.com'},'NotAction':'sts:TagSession'"
            })
    void takesTheNameForAnInstancesWhereAwsMayHaveGivenIt(String statement) {
        assertThat(Trust.of(policy("Allow", statement)).mayBeOfInstances()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Principal':{'Service':'lambda.amazonaws.com'},'Action':'sts:AssumeRole'",
                "'Principal':{'Service':'ec2.application-autoscaling.amazonaws.com'},'Action':'sts:AssumeRole'",
                "'Principal':{'AWS':'arn:aws:iam::123456789012:root'},'Action':'sts:AssumeRole'",
                "'Principal':{'Federated':'arn:aws:iam::123456789012:oidc-provider/ci'},'Action':'sts:AssumeRoleWithWebIdentity'",
                "'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:TagSession'"
            })
    void knowsThatTheNameWasChosenWhereNeitherEc2NorSystemsManagerCanAssumeTheRole(String statement) {
        assertThat(Trust.of(policy("Allow", statement)).mayBeOfInstances()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "not JSON"})
    void takesTheNameForAnInstancesWhereItCannotReadThePolicy(String policy) {
        assertThat(Trust.of(policy).mayBeOfInstances()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = "'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'")
    void doesNotTakeADenialForTrust(String statement) {
        assertThat(Trust.of(policy("Deny", statement)).mayBeOfInstances()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // the very service, without a condition
                "'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole' | false",
                "'Principal':{'Service':['ec2.amazonaws.com','x']},'Action':'sts:*' | false",
                // cannot be told
                "'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole','Condition':{'Bool':{'a':'b'}} | true",
                "'Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:TagSession' | true",
                "'Principal':{'Service':'lambda.amazonaws.com'},'Action':'sts:AssumeRole' | true",
                "'Principal':'*','Action':'sts:AssumeRole' | true",
                "'NotPrincipal':{'Service':'lambda.amazonaws.com'},'Action':'sts:AssumeRole' | true",
                "'Principal':{'Service':'ec2.amazonaws.com'},'NotAction':'sts:TagSession' | true"
            })
    void believesADenialThatNamesTheServiceForCertain(String denial, boolean mayBe) {
        String allowed = "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}";

        assertThat(trust(allowed, "{'Effect':'Deny'," + denial + "}").mayBeOfInstances())
                .isEqualTo(mayBe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts:Assume*", "sts:AssumeRol?", "STS:ASSUMEROLE", "sts:*Role"})
    void readsWildcardsAsIamDoes(String action) {
        Trust trust = trust("{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'" + action + "'}");

        assertThat(trust.mayBeOfInstances()).isTrue();
        assertThat(trust.assumers()).hasSize(1);
    }

    @Test
    void namesEverybodyWhomThePolicyLetsAssumeTheRole() {
        Trust trust = trust(
                "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':['arn:aws:iam::123456789012:user/ops/eve',"
                        + "'arn:aws:iam::123456789012:role/jump','arn:aws:iam::111122223333:root','444455556666','AIDAQSTHRZDWHBEXAMPLE'],"
                        + "'Service':'lambda.amazonaws.com'}}",
                "{'Effect':'Allow','Action':'sts:AssumeRoleWithSAML','Principal':{'Federated':'arn:aws:iam::123456789012:saml-provider/idp'},"
                        + "'Condition':{'StringEquals':{'SAML:aud':'x'}}}",
                "{'Effect':'Allow','Action':'sts:TagSession','Principal':{'Service':'glue.amazonaws.com'}}",
                "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}}",
                "{'Effect':'Allow','Action':'sts:AssumeRole','NotPrincipal':{'AWS':'arn:aws:iam::123456789012:user/bob'}}");

        assertThat(trust.assumers())
                .extracting(Assumer::shown)
                .containsExactly(
                        "the user arn:aws:iam::123456789012:user/ops/eve",
                        "the role arn:aws:iam::123456789012:role/jump",
                        "whomever the account lets, arn:aws:iam::111122223333:root",
                        "whomever the account lets, 444455556666",
                        "a principal that was deleted since, AIDAQSTHRZDWHBEXAMPLE",
                        "the service lambda.amazonaws.com",
                        "whoever signs in through arn:aws:iam::123456789012:saml-provider/idp (with conditions)",
                        "anybody (with conditions)",
                        "everybody whom NotPrincipal does not name");
    }

    @Test
    void namesSomebodyOnceAndWithoutConditionsWhereOneStatementHasNone() {
        String lambda = "'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'lambda.amazonaws.com'}";
        String conditional = "{" + lambda + ",'Condition':{'Bool':{'a':'b'}}}";

        assertThat(trust(conditional, "{" + lambda + "}").assumers())
                .extracting(Assumer::shown)
                .containsExactly("the service lambda.amazonaws.com");
        assertThat(trust(conditional, conditional).assumers())
                .extracting(Assumer::shown)
                .containsExactly("the service lambda.amazonaws.com (with conditions)");
    }

    @Test
    void namesNobodyWhoIsDeniedForCertainAndHedgesWhoMayBeDenied() {
        String allowed =
                "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':['arn:aws:iam::123456789012:user/eve','arn:aws:iam::123456789012:user/bob']}}";
        String eve = "{'Effect':'Deny','Action':'sts:*','Principal':{'AWS':'arn:aws:iam::123456789012:user/eve'}}";
        String everybody =
                "{'Effect':'Deny','Action':'sts:*','Principal':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'false'}}}";

        assertThat(trust(allowed, eve).assumers())
                .extracting(Assumer::shown)
                .containsExactly("the user arn:aws:iam::123456789012:user/bob");
        assertThat(trust(allowed, everybody).assumers())
                .extracting(Assumer::shown)
                .containsExactly(
                        "the user arn:aws:iam::123456789012:user/eve (with conditions)",
                        "the user arn:aws:iam::123456789012:user/bob (with conditions)");
    }

    private static Trust trust(String... statements) {
        return Trust.of(("{'Statement':[" + String.join(",", statements) + "]}").replace('\'', '"'));
    }

    private static String policy(String effect, String statement) {
        return ("{'Statement':[{'Effect':'" + effect + "'," + statement + "}]}").replace('\'', '"');
    }
}
