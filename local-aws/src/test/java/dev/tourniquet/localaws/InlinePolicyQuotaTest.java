package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InlinePolicyQuotaTest {
    private static final String START =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::";
    private static final String END = "\"}}";

    private LocalAws aws;
    private IamClient iam;

    @BeforeAll
    void start() {
        aws = LocalAws.fresh("iam");
        IamClient administrator = aws.client(IamClient.builder());
        iam = aws.client(IamClient.builder()
                .overrideConfiguration(
                        override -> override.addExecutionInterceptor(new InlinePolicyQuota(administrator))));
    }

    @BeforeEach
    void reset() {
        aws.reset();
        iam.createRole(
                request -> request.roleName("web")
                        .assumeRolePolicyDocument(
                                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}}"));
        iam.createUser(request -> request.userName("alice"));
    }

    @AfterAll
    void end() {
        iam.close();
        aws.close();
    }

    @Test
    void takesPoliciesOfARoleUpToTenThousandTwoHundredAndFortyCharacters() {
        role("first", ofSize(10_000));

        assertThatCode(() -> role("second", ofSize(240))).doesNotThrowAnyException();
        assertThatThrownBy(() -> role("second", ofSize(241)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Maximum policy size of 10240 bytes exceeded for role web");
    }

    @Test
    void countsAPolicyThatIsReplacedOnceOnlyAndNoWhiteSpace() {
        role("first", ofSize(10_000));

        assertThatCode(() -> role("first", ofSize(10_240).replace(",", " ,\n\t")))
                .doesNotThrowAnyException();
    }

    @Test
    void takesPoliciesOfAUserUpToTwoThousandAndFortyEightCharacters() {
        user("first", ofSize(1_800));

        assertThatCode(() -> user("second", ofSize(248))).doesNotThrowAnyException();
        assertThatThrownBy(() -> user("second", ofSize(249))).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void leavesItToIamWhatIsNotThere() {
        assertThatThrownBy(() -> iam.putRolePolicy(
                        request -> request.roleName("gone").policyName("first").policyDocument(ofSize(200))))
                .isInstanceOf(NoSuchEntityException.class);
    }

    private void role(String name, String document) {
        iam.putRolePolicy(request -> request.roleName("web").policyName(name).policyDocument(document));
    }

    private void user(String name, String document) {
        iam.putUserPolicy(request -> request.userName("alice").policyName(name).policyDocument(document));
    }

    private static String ofSize(int characters) {
        return START + "x".repeat(characters - START.length() - END.length()) + END;
    }
}
