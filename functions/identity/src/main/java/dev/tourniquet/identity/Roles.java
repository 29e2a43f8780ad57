package dev.tourniquet.identity;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.runtime.Calls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** The calls on IAM. A role goes by its bare name here: names are unique in an account, whatever the path. */
public final class Roles {
    /** The answer for a role that is not there as well as for a policy that the role does not have. */
    private static final Set<String> ABSENT = Set.of("NoSuchEntity");

    /** IAM throttles early. */
    private static final int AT_ONCE = 8;

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

    /** The names of all inline policies; none where the role is gone. */
    public List<String> policyNames(String roleName) {
        return Calls.find(
                        "iam:ListRolePolicies",
                        roleName,
                        ABSENT,
                        () ->
                                iam
                                        .listRolePoliciesPaginator(request -> request.roleName(roleName))
                                        .policyNames()
                                        .stream()
                                        .toList())
                .orElse(List.of());
    }

    /** The texts of inline policies by name, without those that are not there. */
    public SortedMap<String, String> policies(String roleName, Collection<String> policyNames) {
        SortedMap<String, String> texts = new TreeMap<>();
        try (SideBySide reads = SideBySide.atMost(AT_ONCE)) {
            Map<String, Supplier<Optional<String>>> running = new TreeMap<>();
            policyNames.forEach(name -> running.put(name, reads.start(() -> policy(roleName, name))));
            running.forEach((name, text) -> text.get().ifPresent(found -> texts.put(name, found)));
        }
        return texts;
    }

    /** The revocations of ours that stand on a role, by the names of their policies. */
    public SortedMap<String, Revocation> revocations(String roleName) {
        List<String> ours = policyNames(roleName).stream()
                .filter(name -> name.startsWith(Revocation.POLICY_PREFIX))
                .toList();
        SortedMap<String, Revocation> standing = new TreeMap<>();
        policies(roleName, ours)
                .forEach((name, text) -> Revocation.read(text).ifPresent(found -> standing.put(name, found)));
        return standing;
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

    /** What became of a policy that was to be deleted. */
    public enum Deletion {
        /** It is deleted. */
        DELETED,
        /** It was gone already. */
        GONE,
        /** It says something else by now, and stays. */
        CHANGED
    }

    /**
     * Deletes an inline policy where it still says {@code text}. IAM knows no conditional delete: what is written between
     * the two calls is lost. Whoever writes a revocation reads it back and so finds out, unless he did both in between.
     */
    public Deletion deleteUnchanged(String roleName, String policyName, String text) {
        Optional<String> current = policy(roleName, policyName);
        if (current.isEmpty()) {
            return Deletion.GONE;
        }
        if (!current.get().equals(text)) {
            return Deletion.CHANGED;
        }
        delete(roleName, policyName);
        return Deletion.DELETED;
    }

    /** The text of a policy as IAM hands it out: percent-encoded, and as RFC 3986 has it: a plus sign stands for itself. */
    public static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
