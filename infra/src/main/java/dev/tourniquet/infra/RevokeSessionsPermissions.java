package dev.tourniquet.infra;

import java.util.List;
import java.util.stream.Stream;

/**
 * What revoking sessions needs. {@code iam:PutRolePolicy} is the widest permission of the system: IAM has no condition
 * on what an inline policy says or is called, so the roles that must stay out of reach are denied explicitly.
 */
final class RevokeSessionsPermissions {

    /** The responder's own roles and the deployment's. */
    static List<String> ownRoles(Place place) {
        return List.of(place.role(Names.PREFIX + "*"), place.role("cdk-*"));
    }

    private RevokeSessionsPermissions() {}

    static List<Permission> of(Place place, List<String> protectedPrincipals) {
        return List.of(
                        Permission.allow(
                                        "ReadRoles",
                                        "Reads the live role (path, id, tags) and reads its own policy back. A finding can name"
                                                + " any role.",
                                        "iam:GetRole",
                                        "iam:GetRolePolicy")
                                .on(place.role("*")),
                        Permission.allow(
                                        "RevokeAndRelease",
                                        "Puts the deny policy on a role and deletes it on release. A finding can name any role,"
                                                + " and IAM knows no condition on the name or content of an inline policy.",
                                        "iam:PutRolePolicy",
                                        "iam:DeleteRolePolicy")
                                .on(place.role("*")),
                        Permission.deny(
                                        "NeverTouchOwnOrUnmodifiableRoles",
                                        "The responder's own roles and the CDK's: nobody may use the responder to change what"
                                                + " the responder may do. Service-linked roles and those of Identity Center are"
                                                + " only modifiable by AWS.",
                                        "iam:PutRolePolicy",
                                        "iam:DeleteRolePolicy")
                                .on(Stream.concat(
                                                ownRoles(place).stream(),
                                                Stream.of(
                                                        place.role("aws-service-role/*"), place.role("aws-reserved/*")))
                                        .toList()),
                        Permission.deny(
                                        "NeverTouchProtectedPrincipals",
                                        "The roles that the configuration names as protected (cdk.json, protectedPrincipals).",
                                        "iam:PutRolePolicy",
                                        "iam:DeleteRolePolicy")
                                .on(protectedPrincipals.stream()
                                        .flatMap(principal -> place.roles(principal).stream())
                                        .toList()))
                .stream()
                .filter(permission -> !permission.resources().isEmpty())
                .toList();
    }
}
