package dev.tourniquet.replay.mirror;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Makes the quarantine group that a network has already, in the states in which somebody may have left it. */
final class QuarantineGroups {
    private static final String NAME = "tourniquet-quarantine";
    private static final String TAG = "tourniquet:quarantine";

    private final Ec2Client ec2;

    QuarantineGroups(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    void add(Surroundings.Place place, String state) {
        switch (state) {
            case "clean" -> emptied(made(place.vpc(), true));
            case "with-rules" -> made(place.vpc(), true);
            case "with-members" -> joined(emptied(made(place.vpc(), true)), place);
            case "squatted" -> made(place.vpc(), false);
            default -> {
                // There is none yet.
            }
        }
    }

    /** As somebody left it: with the rule to everywhere that AWS puts into a new group, and one more. */
    private String made(String vpc, boolean tagged) {
        String id = ec2.createSecurityGroup(request -> {
                    request.groupName(NAME).description("mirrored").vpcId(vpc);
                    if (tagged) {
                        request.tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.SECURITY_GROUP)
                                .tags(Tag.builder().key(TAG).value("true").build())
                                .build());
                    }
                })
                .groupId();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(id)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(22)
                        .toPort(22)
                        .ipRanges(IpRange.builder().cidrIp("192.0.2.0/24").build())
                        .build()));
        return id;
    }

    private String emptied(String group) {
        SecurityGroup rules = ec2.describeSecurityGroups(request -> request.groupIds(group))
                .securityGroups()
                .getFirst();
        ec2.revokeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(rules.ipPermissions()));
        ec2.revokeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(rules.ipPermissionsEgress()));
        return group;
    }

    /** An interface of somebody else's is in the group, too. */
    private void joined(String group, Surroundings.Place place) {
        String subnet = ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(place.networkInterface()))
                .networkInterfaces()
                .getFirst()
                .subnetId();
        ec2.createNetworkInterface(
                request -> request.subnetId(subnet).groups(List.of(group)).description("somebody else's"));
    }
}
