package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.Settings;
import java.util.List;
import java.util.stream.Stream;

/** What isolating an instance and releasing it needs. Resource types per action: Service Authorization Reference, EC2. */
final class IsolateInstancePermissions {

    private static final String OWN_TAGS = "tourniquet:*";

    private IsolateInstancePermissions() {}

    static List<Permission> of(Place place, Settings settings) {
        return Stream.of(
                        QuarantinePermissions.of(place, settings.cutConnections()),
                        containment(place, settings.exemptions().tag()).stream(),
                        addresses(place, settings.disassociateElasticIps()),
                        session(place, settings.protectedPrincipals()))
                .flatMap(permissions -> permissions)
                .toList();
    }

    private static List<Permission> containment(Place place, String exemptionTag) {
        return List.of(
                Permission.allow(
                                "ReadInstanceAndSurroundings",
                                "Finds the instance, its interfaces, groups, snapshots, Auto Scaling groups, load balancers and"
                                        + " target groups.",
                                "ec2:DescribeInstances",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSnapshots",
                                "autoscaling:DescribeAutoScalingInstances",
                                "autoscaling:DescribeAutoScalingGroups",
                                "elasticloadbalancing:DescribeLoadBalancers",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth")
                        .onEverything("None of these actions can be limited to a resource; the Region can.")
                        .when("StringEquals", "aws:RequestedRegion", place.region()),
                Permission.allow(
                                "ReadInstanceAttributes",
                                "Records termination protection and shutdown behaviour before they are changed.",
                                "ec2:DescribeInstanceAttribute")
                        .on(place.arn("ec2", "instance/*")),
                Permission.allow(
                                "TagWhatItCreates",
                                "Tags quarantine groups and snapshots in the call that creates them, with own tags only."
                                        + " No other group can ever be tagged, so none can be passed off as a"
                                        + " quarantine group.",
                                "ec2:CreateTags")
                        .on(place.arn("ec2", "security-group/*"), place.snapshot())
                        .when("StringEquals", "ec2:CreateAction", List.of("CreateSecurityGroup", "CreateSnapshots"))
                        .when("ForAllValues:StringLike", "aws:TagKeys", OWN_TAGS)
                        .when("Null", "aws:TagKeys", "false"),
                Permission.allow(
                                "TagCase",
                                "Names the case on the instance. Own tags only; any instance can be the one.",
                                "ec2:CreateTags")
                        .on(place.arn("ec2", "instance/*"))
                        .when("ForAllValues:StringLike", "aws:TagKeys", OWN_TAGS)
                        .when("Null", "aws:TagKeys", "false"),
                Permission.allow(
                                "UntagCase",
                                "Takes the case off a released instance. Own tags only; snapshots keep theirs.",
                                "ec2:DeleteTags")
                        .on(place.arn("ec2", "instance/*"))
                        .when("ForAllValues:StringLike", "aws:TagKeys", OWN_TAGS)
                        .when("Null", "aws:TagKeys", "false"),
                Permission.deny(
                                "NeverChangeExemptions",
                                "Who is exempt is decided by people: the responder neither grants nor removes it.",
                                "ec2:CreateTags",
                                "ec2:DeleteTags")
                        .on("*")
                        .when("ForAnyValue:StringEquals", "aws:TagKeys", exemptionTag),
                Permission.allow(
                                "KeepEvidence",
                                "Termination protection on, shutdown behaviour stop, DeleteOnTermination off; back on"
                                        + " release. Any instance can be the one.",
                                "ec2:ModifyInstanceAttribute")
                        .on(place.arn("ec2", "instance/*"), place.arn("ec2", "volume/*")),
                Permission.deny(
                                "NeverChangeUserData",
                                "User data is code that runs at the next start. IAM cannot allow single attributes of"
                                        + " this call, but it can deny one.",
                                "ec2:ModifyInstanceAttribute")
                        .on("*")
                        .when("Null", "ec2:Attribute/UserData", "false"),
                Permission.allow(
                                "SnapshotVolumes",
                                "One crash-consistent set of snapshots of the instance's volumes.",
                                "ec2:CreateSnapshots")
                        .on(place.arn("ec2", "instance/*"), place.arn("ec2", "volume/*")),
                Permission.allow(
                                "TakeTaggedSnapshots",
                                "The same call also names the snapshots that it makes: they must carry their case from their"
                                        + " first moment.",
                                "ec2:CreateSnapshots")
                        .on(place.snapshot())
                        .when("StringLike", "aws:RequestTag/tourniquet:case", Response.ISOLATE_INSTANCE.key() + "/*"),
                Permission.allow(
                                "LeaveAutoScaling",
                                "Detaches the instance so that its group does not terminate the evidence, or puts it into"
                                        + " Standby where detaching would leave the group below its minimum; takes that"
                                        + " back when a release asks for it.",
                                "autoscaling:DetachInstances",
                                "autoscaling:AttachInstances",
                                "autoscaling:EnterStandby",
                                "autoscaling:ExitStandby")
                        .on(place.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*")),
                Permission.allow(
                                "LeaveTargetGroups",
                                "Takes the instance out of service, and back in on release.",
                                "elasticloadbalancing:DeregisterTargets",
                                "elasticloadbalancing:RegisterTargets")
                        .on(place.arn("elasticloadbalancing", "targetgroup/*")),
                Permission.allow(
                                "LeaveClassicLoadBalancers",
                                "The same for classic load balancers: no other kind knows these actions.",
                                "elasticloadbalancing:DeregisterInstancesFromLoadBalancer",
                                "elasticloadbalancing:RegisterInstancesWithLoadBalancer")
                        .on(place.arn("elasticloadbalancing", "loadbalancer/*")),
                Permission.allow(
                                "KeepConsole",
                                "Fetches what the console shows, which dies with the instance. Any instance can be the one.",
                                "ec2:GetConsoleOutput",
                                "ec2:GetConsoleScreenshot")
                        .on(place.arn("ec2", "instance/*")));
    }

    private static Stream<Permission> addresses(Place place, boolean take) {
        List<String> concerned = List.of(
                place.arn("ec2", "elastic-ip/*"),
                place.arn("ec2", "network-interface/*"),
                place.arn("ec2", "instance/*"));
        Permission takeAway = Permission.allow(
                        "TakeAddressesAway",
                        "Only with `disassociateElasticIps`. Takes Elastic IP addresses from the instance. Any address and any"
                                + " interface of this account can be concerned.",
                        "ec2:DisassociateAddress")
                .on(concerned);
        Stream<Permission> release = Stream.of(
                Permission.allow("ReadAddresses", "Finds the instance's Elastic IP addresses.", "ec2:DescribeAddresses")
                        .onEverything("The action cannot be limited to a resource; the Region can.")
                        .when("StringEquals", "aws:RequestedRegion", place.region()),
                Permission.allow(
                                "GiveAddressesBack",
                                "Puts them back on release: also after `disassociateElasticIps` was switched off, for a case of"
                                        + " before.",
                                "ec2:AssociateAddress")
                        .on(concerned));
        return take ? Stream.concat(Stream.of(takeAway), release) : release;
    }

    /** The rule of revoke-sessions for one session: that of the instance. */
    private static Stream<Permission> session(Place place, List<String> protectedPrincipals) {
        return Stream.concat(
                Stream.of(
                        Permission.allow(
                                        "ReadInstanceProfiles",
                                        "Finds the role in the instance's profile. Any profile can be the one.",
                                        "iam:GetInstanceProfile")
                                .on(place.instanceProfile("*")),
                        Permission.allow(
                                        "ReadRoles",
                                        "Reads the live role (path, id, tags), its own policy back, and which other revocations"
                                                + " stand there when one is released. Any role can be an instance's.",
                                        "iam:GetRole",
                                        "iam:GetRolePolicy",
                                        "iam:ListRolePolicies")
                                .on(place.role("*")),
                        Permission.allow(
                                        "RevokeSessionAndRelease",
                                        "Puts a deny on the role that hits this instance's session alone, and deletes it on"
                                                + " release. Any role can be an instance's, and IAM knows no condition on the"
                                                + " name or content of an inline policy.",
                                        "iam:PutRolePolicy",
                                        "iam:DeleteRolePolicy")
                                .on(place.role("*"))),
                RolesOutOfReach.deny(place, protectedPrincipals, "iam:PutRolePolicy", "iam:DeleteRolePolicy"));
    }
}
