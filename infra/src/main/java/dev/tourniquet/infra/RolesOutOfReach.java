package dev.tourniquet.infra;

import java.util.List;
import java.util.stream.Stream;

/**
 * What every function that writes into roles is denied. {@code iam:PutRolePolicy} is the widest permission of the system: IAM
 * has no condition on what an inline policy says or is called, so the roles that must stay out of reach are denied by name.
 */
final class RolesOutOfReach {

    private RolesOutOfReach() {}

    /** The responder's own roles and the deployment's. */
    static List<String> own(Place place) {
        return List.of(place.role(Names.PREFIX + "*"), place.role("cdk-*"));
    }

    /** @param actions all those by which the function changes a role */
    static Stream<Permission> deny(Place place, List<String> protectedPrincipals, String... actions) {
        return Stream.of(
                        Permission.deny(
                                        "NeverTouchOwnOrUnmodifiableRoles",
                                        "The responder's own roles and the CDK's: nobody may use the responder to change what"
                                                + " the responder may do. Service-linked roles and those of Identity Center are"
                                                + " only modifiable by AWS.",
                                        actions)
                                .on(own(place))
                                .on(place.role("aws-service-role/*"), place.role("aws-reserved/*")),
                        Permission.deny(
                                        "NeverTouchProtectedRoles",
                                        "The roles that the configuration names as protected (cdk.json, protectedPrincipals).",
                                        actions)
                                .on(protectedPrincipals.stream()
                                        .flatMap(principal -> place.roles(principal).stream())
                                        .toList()))
                .filter(permission -> !permission.resources().isEmpty());
    }
}
