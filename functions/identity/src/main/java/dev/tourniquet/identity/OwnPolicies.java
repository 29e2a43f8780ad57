package dev.tourniquet.identity;

import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Holding.Kind;
import dev.tourniquet.runtime.Calls;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.paginators.GetAccountAuthorizationDetailsIterable;

/** Finds the inline policies of this system on all principals of the account, by their names. */
public final class OwnPolicies {
    private final IamClient iam;

    public OwnPolicies(IamClient iam) {
        this.iam = iam;
    }

    /** On roles, whichever response wrote them. */
    public List<Holding> onRoles() {
        return Calls.call(
                "iam:GetAccountAuthorizationDetails",
                "*",
                () -> details(EntityType.ROLE).stream()
                        .flatMap(page -> page.roleDetailList().stream())
                        .flatMap(role -> role.rolePolicyList().stream()
                                .filter(policy -> policy.policyName().startsWith(Revocation.POLICY_PREFIX))
                                .map(policy -> holding(Kind.ROLE_POLICY, role.roleName(), policy.policyName())))
                        .toList());
    }

    /** On users. */
    public List<Holding> onUsers() {
        return Calls.call(
                "iam:GetAccountAuthorizationDetails",
                "*",
                () -> details(EntityType.USER).stream()
                        .flatMap(page -> page.userDetailList().stream())
                        .flatMap(user -> user.userPolicyList().stream()
                                .filter(policy -> policy.policyName().startsWith(UserDenial.POLICY_PREFIX))
                                .map(policy -> holding(Kind.USER_POLICY, user.userName(), policy.policyName())))
                        .toList());
    }

    private GetAccountAuthorizationDetailsIterable details(EntityType type) {
        return iam.getAccountAuthorizationDetailsPaginator(request -> request.filter(type));
    }

    private static Holding holding(Kind kind, String principal, String policy) {
        return new Holding(kind, principal + "/" + policy);
    }
}
