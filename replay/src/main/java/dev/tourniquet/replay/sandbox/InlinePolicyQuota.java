package dev.tourniquet.replay.sandbox;

import dev.tourniquet.replay.world.Documents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;

/**
 * The quotas of inline policies, which the emulator does not have. They count all of a role or user together, white space
 * left out. Sizes are counted along: while a function runs, IAM is enforced against the administrator too, who could not
 * look.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length">
 *     IAM and STS character limits</a>
 */
final class InlinePolicyQuota implements ExecutionInterceptor {
    private static final int ROLE = 10_240;
    private static final int USER = 2_048;

    /** Characters by policy, by {@code role/<name>} or {@code user/<name>}. */
    private final Map<String, Map<String, Integer>> sizes = new HashMap<>();

    /** Counts what there is; while IAM is not enforced. */
    InlinePolicyQuota(IamClient iam) {
        GetAccountAuthorizationDetailsResponse details =
                iam.getAccountAuthorizationDetails(request -> request.filter(EntityType.ROLE, EntityType.USER));
        details.roleDetailList().forEach(role -> count("role/" + role.roleName(), role.rolePolicyList()));
        details.userDetailList().forEach(user -> count("user/" + user.userName(), user.userPolicyList()));
    }

    private void count(String owner, List<PolicyDetail> policies) {
        policies.forEach(
                policy -> of(owner).put(policy.policyName(), characters(Documents.decoded(policy.policyDocument()))));
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        switch (context.request()) {
            case PutRolePolicyRequest put ->
                require(ROLE, "role/" + put.roleName(), put.policyName(), put.policyDocument());
            case PutUserPolicyRequest put ->
                require(USER, "user/" + put.userName(), put.policyName(), put.policyDocument());
            default -> {
                // Makes no policy larger.
            }
        }
    }

    private void require(int most, String owner, String policy, String document) {
        Map<String, Integer> then = new HashMap<>(of(owner));
        then.put(policy, characters(document));
        if (then.values().stream().mapToInt(Integer::intValue).sum() > most) {
            throw Failure.of(
                    "LimitExceeded",
                    "Maximum policy size of " + most + " bytes exceeded for " + owner.replace("/", " "));
        }
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        switch (request) {
            case PutRolePolicyRequest put ->
                of("role/" + put.roleName()).put(put.policyName(), characters(put.policyDocument()));
            case PutUserPolicyRequest put ->
                of("user/" + put.userName()).put(put.policyName(), characters(put.policyDocument()));
            case DeleteRolePolicyRequest gone -> of("role/" + gone.roleName()).remove(gone.policyName());
            case DeleteUserPolicyRequest gone -> of("user/" + gone.userName()).remove(gone.policyName());
            default -> {
                // Concerns no inline policy.
            }
        }
    }

    private Map<String, Integer> of(String owner) {
        return sizes.computeIfAbsent(owner, _ -> new HashMap<>());
    }

    private static int characters(String document) {
        return (int)
                document.chars().filter(each -> !Character.isWhitespace(each)).count();
    }
}
