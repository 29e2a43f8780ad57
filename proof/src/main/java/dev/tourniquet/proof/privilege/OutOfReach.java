package dev.tourniquet.proof.privilege;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;

/** What nobody may change through the responder, and all the ways of changing it. */
final class OutOfReach {
    /** Names with their paths. */
    static final List<String> ROLES = List.of(
            "tourniquet-revoke-sessions-us-east-1",
            "tourniquet-prune-revocations-schedule-eu-west-1",
            "tourniquet-isolate-instance-us-gov-west-1",
            "cdk-hnb659fds-deploy-role-123456789012-us-east-1",
            "cdk-hnb659fds-cfn-exec-role-123456789012-us-east-1",
            "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
            "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
            "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef");

    /** What IAM keeps besides roles and users, by their kind in an ARN. */
    private static final List<String> OTHER_KINDS = List.of(
            "group/admins",
            "policy/boundary",
            "policy/tourniquet",
            "instance-profile/tourniquet",
            "saml-provider/sso",
            "oidc-provider/token.actions.githubusercontent.com",
            "mfa/alice",
            "server-certificate/www");

    private OutOfReach() {}

    /** Every action of IAM that is not only a look: all operations of the SDK's client, and those that have none. */
    static List<String> changes() {
        Stream<String> operations = Arrays.stream(IamClient.class.getMethods())
                .map(method -> method.getName())
                .filter(
                        name -> !name.matches(
                                "(get|list|generate|simulate).*|.*Paginator|waiter|utilities|builder|create"
                                        + "|serviceName|serviceMetadata|serviceClientConfiguration|close|equals|hashCode|toString|notify|notifyAll|wait"))
                .map(name -> "iam:" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        return List.copyOf(Stream.concat(operations, Stream.of("iam:PassRole", "sts:AssumeRole"))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** ARNs of what is never changed, whatever the action. */
    static List<String> resources(String account) {
        String iam = "arn:aws:iam::" + account + ":";
        return Stream.of(
                        ROLES.stream().map(name -> "role/" + name),
                        Stream.of("BreakGlass", "emergency/BreakGlass", "a/b/BreakGlass")
                                .flatMap(name -> Stream.of("role/" + name, "user/" + name)),
                        OTHER_KINDS.stream())
                .flatMap(names -> names)
                .map(iam::concat)
                .toList();
    }
}
