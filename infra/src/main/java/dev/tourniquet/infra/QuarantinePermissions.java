package dev.tourniquet.infra;

import java.util.List;
import java.util.stream.Stream;

/** What the cut of an instance's interfaces needs: the quarantine group and, as an option, the group that resets connections. */
final class QuarantinePermissions {

    private static final String QUARANTINE_TAG = "tourniquet:quarantine";
    private static final String CONNECTION_CUT_TAG = "tourniquet:connection-cut";

    private QuarantinePermissions() {}

    static Stream<Permission> of(Place place, boolean cutConnections) {
        return Stream.concat(
                quarantine(place).stream(), cutConnections ? connectionCut(place).stream() : Stream.empty());
    }

    private static List<Permission> quarantine(Place place) {
        return List.of(
                Permission.allow(
                                "CreateQuarantineGroup",
                                "One quarantine group a VPC, created where it is missing: the group must carry the"
                                        + " quarantine tag from its first moment, and not the other tag that a group can have.",
                                "ec2:CreateSecurityGroup")
                        .on(place.arn("ec2", "security-group/*"))
                        .when("StringEquals", "aws:RequestTag/" + QUARANTINE_TAG, "true")
                        .when("Null", "aws:RequestTag/" + CONNECTION_CUT_TAG, "true"),
                Permission.allow(
                                "CreateQuarantineGroupInVpc",
                                "The same call also names the VPC; which one is known only when an instance is isolated. A"
                                        + " VPC that is shared with this account carries its owner's account.",
                                "ec2:CreateSecurityGroup")
                        .on(place.anyAccount("ec2", "vpc/*")),
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
                                place.arn("ec2", "instance/*")));
    }

    /** A group has one of the two tags from its creation, and neither later: what is open once is never a quarantine. */
    private static List<Permission> connectionCut(Place place) {
        return List.of(
                Permission.allow(
                                "CreateConnectionCutGroup",
                                "Only with `cutConnections`. One group a VPC that is open for a moment, so that EC2 stops"
                                        + " tracking connections: it must carry its tag from its first moment, and never"
                                        + " that of a quarantine group.",
                                "ec2:CreateSecurityGroup")
                        .on(place.arn("ec2", "security-group/*"))
                        .when("StringEquals", "aws:RequestTag/" + CONNECTION_CUT_TAG, "true")
                        .when("Null", "aws:RequestTag/" + QUARANTINE_TAG, "true"),
                Permission.allow(
                                "OpenConnectionCutGroup",
                                "Only with `cutConnections`. Gives that group the rules by which it lets everything"
                                        + " through. Only on groups with its tag.",
                                "ec2:AuthorizeSecurityGroupIngress",
                                "ec2:AuthorizeSecurityGroupEgress")
                        .on(place.arn("ec2", "security-group/*"))
                        .when("StringEquals", "ec2:ResourceTag/" + CONNECTION_CUT_TAG, "true"),
                Permission.deny(
                                "NeverOpenQuarantineGroups",
                                "Only with `cutConnections`. No group with the quarantine tag gets a rule, whatever other"
                                        + " tag somebody gave it.",
                                "ec2:AuthorizeSecurityGroupIngress",
                                "ec2:AuthorizeSecurityGroupEgress")
                        .on("*")
                        .when("Null", "ec2:ResourceTag/" + QUARANTINE_TAG, "false"));
    }
}
