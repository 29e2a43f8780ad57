package dev.tourniquet.infra;

import java.util.List;
import java.util.stream.Stream;

/** What revoking the sessions of a role needs. */
final class RevokeSessionsPermissions {

    private RevokeSessionsPermissions() {}

    static List<Permission> of(Place place, List<String> protectedPrincipals) {
        return Stream.concat(
                        Stream.of(
                                SharedPermissions.findOwnPolicies("roles"),
                                Permission.allow(
                                                "ReadRoles",
                                                "Reads the live role (path, id, tags, last used), whom else a role-wide revocation"
                                                        + " would hit (instance profiles), its inline policies, which share one"
                                                        + " quota, and its own policy back. A finding can name any role.",
                                                "iam:GetRole",
                                                "iam:GetRolePolicy",
                                                "iam:ListRolePolicies",
                                                "iam:ListInstanceProfilesForRole")
                                        .on(place.role("*")),
                                Permission.allow(
                                                "RevokeAndRelease",
                                                "Puts the deny policy on a role and deletes it on release. A finding can name any"
                                                        + " role, and IAM knows no condition on the name or content of an inline"
                                                        + " policy.",
                                                "iam:PutRolePolicy",
                                                "iam:DeleteRolePolicy")
                                        .on(place.role("*"))),
                        RolesOutOfReach.deny(place, protectedPrincipals, "iam:PutRolePolicy", "iam:DeleteRolePolicy"))
                .toList();
    }
}
