package dev.tourniquet.infra;

import java.util.List;
import java.util.stream.Stream;

/**
 * What switching off a user's key needs. It can deny and switch off, and release both; keys, passwords and attached policies
 * are beyond it.
 */
final class DeactivateAccessKeyPermissions {

    private static final String[] CHANGES = {"iam:UpdateAccessKey", "iam:PutUserPolicy", "iam:DeleteUserPolicy"};

    private DeactivateAccessKeyPermissions() {}

    static List<Permission> of(Place place, List<String> protectedPrincipals) {
        List<Permission> allowed = List.of(
                SharedPermissions.findOwnPolicies("users"),
                Permission.allow(
                                "ReadUsers",
                                "Finds the owner of the key that a finding names, and reads the live user (path, id, tags), its"
                                        + " other keys, and its own policy back. A finding can name any user's key.",
                                "iam:GetAccessKeyLastUsed",
                                "iam:GetUser",
                                "iam:ListAccessKeys",
                                "iam:GetUserPolicy")
                        .on(place.user("*")),
                Permission.allow(
                                "SwitchOffKeysAndReactivateWhenTold",
                                "Switches the key off. The same action switches it on again, which a release does only when a"
                                        + " person says so: IAM knows no condition on the status. A finding can name any user.",
                                "iam:UpdateAccessKey")
                        .on(place.user("*")),
                Permission.allow(
                                "DenyAndRelease",
                                "Puts the deny policy on a user and deletes it on release. A finding can name any user, and IAM"
                                        + " knows no condition on the name or content of an inline policy.",
                                "iam:PutUserPolicy",
                                "iam:DeleteUserPolicy")
                        .on(place.user("*")));
        List<String> protectedUsers = protectedPrincipals.stream()
                .flatMap(principal -> place.users(principal).stream())
                .toList();
        return protectedUsers.isEmpty()
                ? allowed
                : Stream.concat(
                                allowed.stream(),
                                Stream.of(Permission.deny(
                                                "NeverTouchProtectedUsers",
                                                "The users that the configuration names as protected (cdk.json,"
                                                        + " protectedPrincipals).",
                                                CHANGES)
                                        .on(protectedUsers)))
                        .toList();
    }
}
