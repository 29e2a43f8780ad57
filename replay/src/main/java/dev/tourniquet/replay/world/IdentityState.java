package dev.tourniquet.replay.world;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** Roles and users with their policies and tags, and what users sign in with. */
final class IdentityState {
    private final IamClient iam;

    IdentityState(IamClient iam) {
        this.iam = iam;
    }

    void read(SortedMap<String, SortedMap<String, String>> resources) {
        GetAccountAuthorizationDetailsResponse all =
                iam.getAccountAuthorizationDetails(request -> request.filter(EntityType.ROLE, EntityType.USER));
        all.roleDetailList().forEach(role -> resources.put("role " + role.roleName(), aspects(role)));
        all.userDetailList().forEach(user -> resources.put("user " + user.userName(), aspects(user)));
    }

    private static SortedMap<String, String> aspects(RoleDetail role) {
        SortedMap<String, String> aspects = policies(role.rolePolicyList(), role.attachedManagedPolicies());
        aspects.put("trust", Documents.decoded(role.assumeRolePolicyDocument()));
        aspects.put("tags", tags(role.tags()));
        return aspects;
    }

    private SortedMap<String, String> aspects(UserDetail user) {
        String name = user.userName();
        SortedMap<String, String> aspects = policies(user.userPolicyList(), user.attachedManagedPolicies());
        aspects.put(
                "tags", tags(iam.listUserTags(request -> request.userName(name)).tags()));
        iam.listAccessKeys(request -> request.userName(name))
                .accessKeyMetadata()
                .forEach(key -> aspects.put("key " + key.accessKeyId(), key.statusAsString()));
        aspects.put("login profile", loginProfile(name));
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

    private static SortedMap<String, String> policies(List<PolicyDetail> inline, List<AttachedPolicy> attached) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put(
                "attached policies",
                attached.stream().map(AttachedPolicy::policyArn).sorted().collect(Collectors.joining(", ", "[", "]")));
        inline.stream()
                .filter(policy -> !policy.policyName().equals(StandIn.POLICY))
                .forEach(policy ->
                        aspects.put("policy " + policy.policyName(), Documents.decoded(policy.policyDocument())));
        return aspects;
    }

    private static String tags(List<Tag> tags) {
        return tags.stream()
                .sorted(Comparator.comparing(Tag::key))
                .map(tag -> tag.key() + "=" + tag.value())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
