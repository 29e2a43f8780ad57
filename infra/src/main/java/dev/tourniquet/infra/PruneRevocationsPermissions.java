package dev.tourniquet.infra;

import java.util.List;
import java.util.stream.Stream;

/** What deleting revocations needs that no session is left to be denied by. It can put no policy anywhere. */
final class PruneRevocationsPermissions {

    private PruneRevocationsPermissions() {}

    static List<Permission> of(Place place, List<String> protectedPrincipals) {
        return Stream.concat(
                        Stream.of(
                                Permission.allow(
                                                "ReadAllRoles",
                                                "Finds the responder's own policies on all roles in a few calls.",
                                                "iam:GetAccountAuthorizationDetails")
                                        .onEverything("The action knows no resource."),
                                Permission.allow(
                                                "PruneRevocations",
                                                "Reads a policy once more, and deletes it where it still is what was found. Any"
                                                        + " role can carry one, and IAM knows no condition on the name of an inline"
                                                        + " policy.",
                                                "iam:GetRolePolicy",
                                                "iam:DeleteRolePolicy")
                                        .on(place.role("*"))),
                        RolesOutOfReach.deny(place, protectedPrincipals, "iam:DeleteRolePolicy"))
                .toList();
    }
}
