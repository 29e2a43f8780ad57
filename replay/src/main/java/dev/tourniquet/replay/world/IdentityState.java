package dev.tourniquet.replay.world;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** Roles with their policies and tags. */
final class IdentityState {
    private final IamClient iam;

    IdentityState(IamClient iam) {
        this.iam = iam;
    }

    void read(SortedMap<String, SortedMap<String, String>> resources) {
        iam.listRoles().roles().forEach(role -> resources.put("role " + role.roleName(), aspects(role)));
    }

    private SortedMap<String, String> aspects(Role role) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put("trust", role.assumeRolePolicyDocument());
        aspects.put(
                "tags",
                iam.listRoleTags(request -> request.roleName(role.roleName())).tags().stream()
                        .sorted(Comparator.comparing(tag -> tag.key()))
                        .map(tag -> tag.key() + "=" + tag.value())
                        .collect(Collectors.joining(", ", "[", "]")));
        aspects.put(
                "attached policies",
                iam.listAttachedRolePolicies(request -> request.roleName(role.roleName())).attachedPolicies().stream()
                        .map(policy -> policy.policyArn())
                        .sorted()
                        .collect(Collectors.joining(", ", "[", "]")));
        iam.listRolePolicies(request -> request.roleName(role.roleName())).policyNames().stream()
                .filter(name -> !name.equals(StandIn.POLICY))
                .forEach(name -> aspects.put(
                        "policy " + name,
                        iam.getRolePolicy(request ->
                                        request.roleName(role.roleName()).policyName(name))
                                .policyDocument()));
        return aspects;
    }
}
