package dev.tourniquet.revokesessions;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.identity.Roles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * What a plan knows of a role.
 *
 * @param role empty where there is none
 * @param policy the text of the inline policy of this case
 * @param others the texts of the other inline policies, by name
 * @param profiles the instance profiles that hold the role
 */
record Facts(
        Optional<Role> role,
        Optional<String> policy,
        Told<SortedMap<String, String>> others,
        Told<List<String>> profiles) {

    /** All at once: each round trip before the cut is the attacker's time. */
    static Facts read(Roles roles, InstanceProfiles profiles, String roleName, String policyName) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy = reads.start(() -> roles.policy(roleName, policyName));
            Supplier<Told<SortedMap<String, String>>> others =
                    reads.start(() -> Told.of(() -> others(roles, roleName, policyName)));
            Supplier<Told<List<String>>> holding = reads.start(() -> Told.of(() -> profiles.holding(roleName)));
            Optional<Role> role = roles.find(roleName);
            return new Facts(role, policy.get(), others.get(), holding.get());
        }
    }

    /** All of them, the owner's too: whether there is room for one session, or only for the whole role, is their sum. */
    private static SortedMap<String, String> others(Roles roles, String roleName, String policyName) {
        return roles.policies(
                roleName,
                roles.policyNames(roleName).stream()
                        .filter(name -> !name.equals(policyName))
                        .toList());
    }
}
