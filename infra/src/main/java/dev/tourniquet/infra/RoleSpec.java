package dev.tourniquet.infra;

import java.util.List;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * One role.
 *
 * @param name        what tells it from the others of this account and Region
 * @param permissions all that it may do
 */
record RoleSpec(String name, List<Permission> permissions) {

    RoleSpec {
        permissions = List.copyOf(permissions);
    }

    /** The role as its user sees it: no construct may widen it, its statements are those of the specification and no others. */
    IRole create(Construct scope, Place place, IPrincipal assumedBy) {
        Role role = Role.Builder.create(scope, "Role")
                .roleName(Names.role(name, place.region()))
                .description("Tourniquet: " + name + " in " + place.region())
                .assumedBy(assumedBy)
                .build();
        permissions.forEach(permission -> role.addToPolicy(permission.statement()));
        Reasons.suppressWildcards(role, permissions);
        return role.withoutPolicyUpdates();
    }
}
