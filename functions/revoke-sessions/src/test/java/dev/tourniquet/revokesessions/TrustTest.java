package dev.tourniquet.revokesessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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

    private static String policy(String effect, String statement) {
        return ("{'Statement':[{'Effect':'" + effect + "'," + statement + "}]}").replace('\'', '"');
    }
}
