package dev.tourniquet.replay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.world.Clients;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;

final class IdentitySandboxTest {
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%s\"}]}";

    private static LocalAws aws;
    private static IamClient administrator;

    @BeforeAll
    static void start() {
        aws = LocalAws.fresh(Clients.services());
        administrator = aws.client(IamClient.builder());
    }

    @AfterAll
    static void stop() {
        administrator.close();
        aws.close();
    }

    @BeforeEach
    void makeARoleAndAUser() {
        aws.reset();
        administrator.createRole(request -> request.roleName("app").assumeRolePolicyDocument(POLICY.formatted("x")));
        administrator.createUser(request -> request.userName("bob"));
    }

    /** Of {@code characters} that count, and some white space that does not. */
    private static String policy(int characters) {
        return " \n" + POLICY.formatted("a".repeat(characters - POLICY.length() + 2)) + "\t ";
    }

    private static void putOnRole(IamClient iam, String name, int characters) {
        iam.putRolePolicy(request -> request.roleName("app").policyName(name).policyDocument(policy(characters)));
    }

    private static void putOnUser(IamClient iam, String name, int characters) {
        iam.putUserPolicy(request -> request.userName("bob").policyName(name).policyDocument(policy(characters)));
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void countsAllInlinePoliciesOfARoleTogether() {
        putOnRole(administrator, "before", 5_000);
        try (IamClient iam =
                Answering.through(aws, new InlinePolicyQuota(administrator)).client(IamClient.builder())) {
            assertRefused("LimitExceeded", () -> putOnRole(iam, "one", 5_241));
            putOnRole(iam, "one", 5_240);
            assertRefused("LimitExceeded", () -> putOnRole(iam, "two", 200));
        }
        assertThat(administrator
                        .listRolePolicies(request -> request.roleName("app"))
                        .policyNames())
                .containsExactlyInAnyOrder("before", "one");
    }

    @Test
    void countsAPolicyThatIsReplacedOnceAndOneThatIsGoneNotAtAll() {
        putOnRole(administrator, "before", 10_000);
        try (IamClient iam =
                Answering.through(aws, new InlinePolicyQuota(administrator)).client(IamClient.builder())) {
            putOnRole(iam, "before", 10_240);
            iam.deleteRolePolicy(request -> request.roleName("app").policyName("before"));
            putOnRole(iam, "after", 10_240);
        }
        assertThat(administrator
                        .listRolePolicies(request -> request.roleName("app"))
                        .policyNames())
                .containsExactly("after");
    }

    @Test
    void allowsAUserLess() {
        try (IamClient iam =
                Answering.through(aws, new InlinePolicyQuota(administrator)).client(IamClient.builder())) {
            assertRefused("LimitExceeded", () -> putOnUser(iam, "deny", 2_049));
            putOnUser(iam, "deny", 2_048);
        }
    }

    @Test
    void saysThatAListIsComplete() {
        try (IamClient iam = Answering.through(aws, new Truncation()).client(IamClient.builder())) {
            assertThat(iam.listInstanceProfilesForRole(request -> request.roleName("app"))
                            .isTruncated())
                    .isFalse();
        }
    }

    @Test
    void failsACallAsOftenAsItWasAskedTo() {
        var errors = Json.tree(Map.of("iam:GetUser", List.of("NoSuchEntity"), "iam:GetRole", "AccessDenied"));
        try (IamClient iam = Answering.through(aws, new FailingCalls(errors)).client(IamClient.builder())) {
            assertRefused("NoSuchEntity", () -> iam.getUser(request -> request.userName("bob")));
            assertThat(iam.getUser(request -> request.userName("bob")).user().userName())
                    .isEqualTo("bob");
            assertRefused("AccessDenied", () -> iam.getRole(request -> request.roleName("app")));
            assertRefused("AccessDenied", () -> iam.getRole(request -> request.roleName("app")));
        }
    }
}
