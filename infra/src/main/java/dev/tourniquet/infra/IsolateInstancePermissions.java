package dev.tourniquet.infra;

import java.util.List;

/** What isolating an instance and releasing it needs. Resource types per action: Service Authorization Reference, EC2. */
final class IsolateInstancePermissions {

    private static final String QUARANTINE_TAG = "tourniquet:quarantine";
    private static final String OWN_TAGS = "tourniquet:*";

    private IsolateInstancePermissions() {}

    static List<Permission> of(Place place, String exemptionTag) {
        return List.of(
                Permission.allow(
                                "ReadInstanceAndSurroundings",
                                "Finds the instance, its interfaces, groups, snapshots, Auto Scaling groups and target"
                                        + " groups. None of these actions can be limited to a resource; the Region can.",
                                "ec2:DescribeInstances",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSnapshots",
                                "autoscaling:DescribeAutoScalingInstances",
                                "elasticloadbalancing:DescribeTargetGroups",
                                "elasticloadbalancing:DescribeTargetHealth")
                        .on("*")
                        .when("StringEquals", "aws:RequestedRegion", place.region()),
                Permission.allow(
                                "ReadInstanceAttributes",
                                "Records termination protection and shutdown behaviour before they are changed.",
                                "ec2:DescribeInstanceAttribute")
                        .on(place.arn("ec2", "instance/*")),
                Permission.allow(
                                "CreateQuarantineGroup",
                                "One quarantine group a VPC, created where it is missing: the group must carry the"
                                        + " quarantine tag from its first moment.",
                                "ec2:CreateSecurityGroup")
                        .on(place.arn("ec2", "security-group/*"))
                        .when("StringEquals", "aws:RequestTag/" + QUARANTINE_TAG, "true"),
                Permission.allow(
                                "CreateQuarantineGroupInVpc",
                                "The same call also names the VPC; which one is known only when an instance is isolated. A"
                                        + " VPC that is shared with this account carries its owner's account.",
                                "ec2:CreateSecurityGroup")
                        .on(place.anyAccount("ec2", "vpc/*")),
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
                                "EmptyQuarantineGroup",
                                "Removes the rules that every new group starts with, or that somebody added. Only on"
                                        + " groups tagged as quarantine.",
                                "ec2:RevokeSecurityGroupEgress",
                                "ec2:RevokeSecurityGroupIngress")
                        .on(place.arn("ec2", "security-group/*"))
                        .when("StringEquals", "ec2:ResourceTag/" + QUARANTINE_TAG, "true"),
                Permission.allow(
                                "SwapSecurityGroups",
                                "The cut itself, and its release: puts the quarantine group on every interface and the"
                                        + " recorded groups back. Any interface of this account can be concerned, and any"
                                        + " group; one that is shared with this account carries its owner's account.",
                                "ec2:ModifyNetworkInterfaceAttribute")
                        .on(
                                place.arn("ec2", "network-interface/*"),
                                place.anyAccount("ec2", "security-group/*"),
                                place.arn("ec2", "instance/*")),
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
                        .on(place.arn("ec2", "instance/*"), place.arn("ec2", "volume/*"), place.snapshot()),
                Permission.allow(
                                "LeaveAutoScaling",
                                "Detaches the instance so that its group does not terminate the evidence; attaches it"
                                        + " again when a release asks for it.",
                                "autoscaling:DetachInstances",
                                "autoscaling:AttachInstances")
                        .on(place.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*")),
                Permission.allow(
                                "LeaveTargetGroups",
                                "Takes the instance out of service, and back in on release.",
                                "elasticloadbalancing:DeregisterTargets",
                                "elasticloadbalancing:RegisterTargets")
                        .on(place.arn("elasticloadbalancing", "targetgroup/*")));
    }
}
