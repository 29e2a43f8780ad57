package dev.tourniquet.replay.world;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles and users with their policies and tags, and what users sign in with. */
final class IdentityState {
    private final IamClient iam;

    IdentityState(IamClient iam) {
        this.iam = iam;
    }

    void read(SortedMap<String, SortedMap<String, String>> resources) {
        iam.listRoles().roles().forEach(role -> resources.put("role " + role.roleName(), aspects(role)));
        iam.listUsers().users().forEach(user -> resources.put("user " + user.userName(), aspects(user.userName())));
    }

    private SortedMap<String, String> aspects(String user) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put(
                "tags", tags(iam.listUserTags(request -> request.userName(user)).tags()));
        aspects.put(
                "attached policies",
                attached(iam.listAttachedUserPolicies(request -> request.userName(user))
                        .attachedPolicies()));
        iam.listUserPolicies(request -> request.userName(user))
                .policyNames()
                .forEach(name -> aspects.put(
                        "policy " + name,
                        iam.getUserPolicy(request -> request.userName(user).policyName(name))
                                .policyDocument()));
        iam.listAccessKeys(request -> request.userName(user))
                .accessKeyMetadata()
                .forEach(key -> aspects.put("key " + key.accessKeyId(), key.statusAsString()));
        aspects.put("login profile", loginProfile(user));
        return aspects;
    }

    private String loginProfile(String user) {
        try {
            iam.getLoginProfile(request -> request.userName(user));
            return "there";
        } catch (NoSuchEntityException e) {
            return "none";
        }
    }

    private SortedMap<String, String> aspects(Role role) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put("trust", role.assumeRolePolicyDocument());
        aspects.put(
                "tags",
                tags(iam.listRoleTags(request -> request.roleName(role.roleName()))
                        .tags()));
        aspects.put(
                "attached policies",
                attached(iam.listAttachedRolePolicies(request -> request.roleName(role.roleName()))
                        .attachedPolicies()));
        iam.listRolePolicies(request -> request.roleName(role.roleName())).policyNames().stream()
                .filter(name -> !name.equals(StandIn.POLICY))
                .forEach(name -> aspects.put(
                        "policy " + name,
                        iam.getRolePolicy(request ->
                                        request.roleName(role.roleName()).policyName(name))
                                .policyDocument()));
        return aspects;
    }

    private static String tags(List<Tag> tags) {
        return tags.stream()
                .sorted(Comparator.comparing(Tag::key))
                .map(tag -> tag.key() + "=" + tag.value())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String attached(List<AttachedPolicy> policies) {
        return policies.stream().map(AttachedPolicy::policyArn).sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
