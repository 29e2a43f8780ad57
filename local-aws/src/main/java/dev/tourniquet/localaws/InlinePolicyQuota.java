package dev.tourniquet.localaws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;

/**
 * Refuses inline policies as IAM does, and the emulator does not, where those of a role or user would have more characters
 * together than IAM allows; white space does not count. Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and AWS STS quotas</a>.
 */
public final class InlinePolicyQuota implements ExecutionInterceptor {
    private static final long OF_ROLE = 10_240;
    private static final long OF_USER = 2_048;

    private final IamClient iam;

    /** @param iam may list and read inline policies; not a client with this interceptor */
    public InlinePolicyQuota(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        switch (context.request()) {
            case PutRolePolicyRequest put ->
                require(
                        put.policyName(),
                        put.policyDocument(),
                        OF_ROLE,
                        "role " + put.roleName(),
                        () -> iam.listRolePolicies(request -> request.roleName(put.roleName())).policyNames().stream(),
                        name -> iam.getRolePolicy(request ->
                                        request.roleName(put.roleName()).policyName(name))
                                .policyDocument());
            case PutUserPolicyRequest put ->
                require(
                        put.policyName(),
                        put.policyDocument(),
                        OF_USER,
                        "user " + put.userName(),
                        () -> iam.listUserPolicies(request -> request.userName(put.userName())).policyNames().stream(),
                        name -> iam.getUserPolicy(request ->
                                        request.userName(put.userName()).policyName(name))
                                .policyDocument());
            default -> {}
        }
    }

    private static void require(
            String policyName,
            String document,
            long limit,
            String whose,
            Supplier<Stream<String>> names,
            Function<String, String> text) {
        long others;
        try {
            others = names.get()
                    .filter(name -> !name.equals(policyName))
                    .map(text)
                    .map(InlinePolicyQuota::decoded)
                    .mapToLong(InlinePolicyQuota::size)
                    .sum();
        } catch (NoSuchEntityException _) {
            return;
        }
        if (others + size(document) > limit) {
            throw LimitExceededException.builder()
                    .statusCode(409)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .serviceName("Iam")
                            .errorCode("LimitExceeded")
                            .errorMessage("Maximum policy size of " + limit + " bytes exceeded for " + whose)
                            .build())
                    .build();
        }
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static long size(String document) {
        return document.codePoints()
                .filter(each -> !Character.isWhitespace(each))
                .count();
    }
}
