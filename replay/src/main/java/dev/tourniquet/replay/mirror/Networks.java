package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.world.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Makes the networks, subnets and security groups that an interface of a finding is in. */
final class Networks {
    private final Ec2Client ec2;
    private final Ids ids;
    private final Map<String, Integer> subnetsByVpc = new HashMap<>();
    private final String zone;
    private int vpcs;

    Networks(Ec2Client ec2, Ids ids, String region) {
        this.ec2 = ec2;
        this.ids = ids;
        this.zone = region + "a";
    }

    String vpc(JsonNode networkInterface, boolean ipv6) {
        return once(Forms.id(networkInterface.path("vpcId")), () -> {
            String cidr = "10." + (100 + vpcs++) + ".0.0/16";
            return ec2.createVpc(request -> request.cidrBlock(cidr).amazonProvidedIpv6CidrBlock(ipv6))
                    .vpc()
                    .vpcId();
        });
    }

    /** All subnets are in one Availability Zone, as those of one instance's interfaces are. */
    String subnet(JsonNode networkInterface, String vpcId) {
        return once(Forms.id(networkInterface.path("subnetId")), () -> {
            int number = subnetsByVpc.merge(vpcId, 1, Integer::sum);
            Vpc vpc = describe(vpcId);
            String prefix = vpc.cidrBlock().replaceFirst("\\.0\\.0/16$", "");
            return ec2.createSubnet(request -> {
                        request.vpcId(vpcId).availabilityZone(zone).cidrBlock(prefix + "." + number + ".0/24");
                        ipv6Block(vpc)
                                .ifPresent(block -> request.ipv6CidrBlock(
                                        block.replaceFirst("[0-9a-f]{2}::/56$", "%02x::/64".formatted(number))));
                    })
                    .subnet()
                    .subnetId();
        });
    }

    List<String> groups(JsonNode networkInterface, String vpcId) {
        List<String> groups = new ArrayList<>();
        for (JsonNode group : networkInterface.path("securityGroups")) {
            String name = group.path("groupName").asText("app");
            groups.add(once(Forms.id(group.path("groupId")), () -> group(name, vpcId)));
        }
        return groups.isEmpty() ? List.of(group("app", vpcId)) : groups;
    }

    boolean hasIpv6(String vpcId) {
        return ipv6Block(describe(vpcId)).isPresent();
    }

    private Vpc describe(String vpcId) {
        return ec2.describeVpcs(request -> request.vpcIds(vpcId)).vpcs().getFirst();
    }

    private static Optional<String> ipv6Block(Vpc vpc) {
        return vpc.ipv6CidrBlockAssociationSet().stream()
                .map(association -> association.ipv6CidrBlock())
                .findFirst();
    }

    /** An own group with a rule or two, or the one that every network has. */
    private String group(String name, String vpcId) {
        Optional<SecurityGroup> existing = ec2
                .describeSecurityGroups(request -> request.filters(
                        Filter.builder().name("vpc-id").values(vpcId).build()))
                .securityGroups()
                .stream()
                .filter(group -> group.groupName().equals(name))
                .findFirst();
        if (existing.isPresent()) {
            return existing.get().groupId();
        }
        String id = ec2.createSecurityGroup(request ->
                        request.groupName(name).description("mirrored").vpcId(vpcId))
                .groupId();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(id).ipPermissions(tcp(22), tcp(443)));
        return id;
    }

    private static IpPermission tcp(int port) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
                .build();
    }

    /** What {@code make} makes, once for each id of the event; anew each time where the event names none. */
    private String once(Optional<String> eventId, Supplier<String> make) {
        return eventId.map(id -> ids.local(id).orElseGet(() -> {
                    String local = make.get();
                    ids.put(id, local);
                    return local;
                }))
                .orElseGet(make);
    }
}
