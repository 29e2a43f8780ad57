package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * The security group of a VPC that lets nothing in or out. One a VPC, shared by all cases.
 *
 * @param ours carries the tag that Tourniquet sets when it creates the group
 */
record QuarantineGroup(String id, String vpcId, boolean ours, List<IpPermission> ingress, List<IpPermission> egress) {
    static final String NAME = "tourniquet-quarantine";
    static final String TAG = "tourniquet:quarantine";

    static QuarantineGroup of(SecurityGroup group) {
        boolean ours = Tags.value(group.tags(), TAG).filter("true"::equals).isPresent();
        return new QuarantineGroup(
                group.groupId(), group.vpcId(), ours, group.ipPermissions(), group.ipPermissionsEgress());
    }

    /** True where it has no rule, IPv4 and IPv6, in and out. */
    boolean isEmpty() {
        return ingress.isEmpty() && egress.isEmpty();
    }

    /** The group and its rules, for the record. */
    JsonNode state() {
        return Json.tree(Map.of("groupId", id, "ingress", rules(ingress), "egress", rules(egress)));
    }

    private static List<String> rules(List<IpPermission> permissions) {
        List<String> rules = new ArrayList<>();
        for (IpPermission permission : permissions) {
            String ports = permission.fromPort() == null ? "" : " " + permission.fromPort() + "-" + permission.toPort();
            peers(permission).forEach(peer -> rules.add(permission.ipProtocol() + ports + " " + peer));
        }
        return rules;
    }

    private static Stream<String> peers(IpPermission permission) {
        return Stream.of(
                        permission.ipRanges().stream().map(IpRange::cidrIp),
                        permission.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6),
                        permission.userIdGroupPairs().stream().map(UserIdGroupPair::groupId),
                        permission.prefixListIds().stream().map(PrefixListId::prefixListId))
                .flatMap(peers -> peers);
    }
}
