package dev.tourniquet.identity;

import dev.tourniquet.runtime.Calls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** The calls on IAM. A role goes by its bare name here: names are unique in an account, whatever the path. */
public final class Roles {
    /** The answer for a role that is not there as well as for a policy that the role does not have. */
    private static final Set<String> ABSENT = Set.of("NoSuchEntity");

    private final IamClient iam;

    public Roles(IamClient iam) {
        this.iam = iam;
    }

    public Optional<Role> find(String roleName) {
        return Calls.find(
                "iam:GetRole",
                roleName,
                ABSENT,
                () -> iam.getRole(request -> request.roleName(roleName)).role());
    }

    /** The text of the policy that tells who may assume {@code role}. */
    public static Optional<String> trust(Role role) {
        return Optional.ofNullable(role.assumeRolePolicyDocument()).map(Roles::decoded);
    }

    /** The text of an inline policy. */
    public Optional<String> policy(String roleName, String policyName) {
        return Calls.find(
                        "iam:GetRolePolicy",
                        roleName,
                        ABSENT,
                        () -> iam.getRolePolicy(
                                        request -> request.roleName(roleName).policyName(policyName))
                                .policyDocument())
                .map(Roles::decoded);
    }

    /** Writes an inline policy; writes nothing where the role is gone, which a read-back shows. */
    public void put(String roleName, String policyName, String document) {
        Calls.find(
                "iam:PutRolePolicy",
                roleName,
                ABSENT,
                () -> iam.putRolePolicy(request ->
                        request.roleName(roleName).policyName(policyName).policyDocument(document)));
    }

    /** Deletes an inline policy, which may be gone already. */
    public void delete(String roleName, String policyName) {
        Calls.find(
                "iam:DeleteRolePolicy",
                roleName,
                ABSENT,
                () -> iam.deleteRolePolicy(request -> request.roleName(roleName).policyName(policyName)));
    }

    /** IAM hands documents out percent-encoded as RFC 3986 has it: a plus sign stands for itself. */
    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
