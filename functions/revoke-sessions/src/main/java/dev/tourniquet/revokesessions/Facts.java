package dev.tourniquet.revokesessions;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.Roles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * What a plan knows of a role.
 *
 * @param role empty where there is none
 * @param policy the text of the inline policy of this case
 * @param policyNames the names of all inline policies
 * @param profiles the instance profiles that hold the role
 */
record Facts(
        Optional<Role> role, Optional<String> policy, Told<List<String>> policyNames, Told<List<String>> profiles) {

    /** All at once: each round trip before the cut is the attacker's time. */
    static Facts read(Roles roles, InstanceProfiles profiles, String roleName, String policyName) {
        try (SideBySide reads = new SideBySide()) {
            Supplier<Optional<String>> policy = reads.start(() -> roles.policy(roleName, policyName));
            Supplier<Told<List<String>>> names = reads.start(() -> Told.of(() -> roles.policyNames(roleName)));
            Supplier<Told<List<String>>> holding = reads.start(() -> Told.of(() -> profiles.holding(roleName)));
            Optional<Role> role = roles.find(roleName);
            return new Facts(role, policy.get(), names.get(), holding.get());
        }
    }

    /**
     * The texts of the other inline policies. They are read only where some of them are revocations of ours, since nothing
     * else can make room: otherwise that would be another round trip for nothing.
     */
    Told<SortedMap<String, String>> otherPolicies(Roles roles, String roleName, String policyName) {
        return switch (policyNames) {
            case Told.Unknown<List<String>>(String why) -> new Told.Unknown<>(why);
            case Told.Known<List<String>>(List<String> names) -> {
                List<String> others =
                        names.stream().filter(name -> !name.equals(policyName)).toList();
                yield others.stream().anyMatch(name -> name.startsWith(Revocation.POLICY_PREFIX))
                        ? Told.of(() -> roles.policies(roleName, others))
                        : new Told.Known<>(new TreeMap<>());
            }
        };
    }
}
