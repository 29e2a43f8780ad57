package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The security group of a VPC that lets everything in and out, see {@link ConnectionCut}. One a VPC, shared by all cases.
 *
 * @param ours carries the tag that Tourniquet sets when it creates the group
 */
record ConnectionCutGroup(
        String id, String vpcId, boolean ours, List<IpPermission> ingress, List<IpPermission> egress) {
    static final String NAME = "tourniquet-connection-cut";
    static final String TAG = "tourniquet:connection-cut";

    private static final String IPV4 = "0.0.0.0/0";
    private static final String IPV6 = "::/0";
    private static final Set<String> ALL_OPEN = Set.of("-1 " + IPV4, "-1 " + IPV6);

    static ConnectionCutGroup of(SecurityGroup group) {
        boolean ours = Tags.value(group.tags(), TAG).filter("true"::equals).isPresent();
        return new ConnectionCutGroup(
                group.groupId(), group.vpcId(), ours, group.ipPermissions(), group.ipPermissionsEgress());
    }

    /** The permissions of {@code given} that are missing for all to be let through in one direction. */
    static List<IpPermission> missing(List<IpPermission> given) {
        List<String> rules = Rules.of(given);
        IpPermission.Builder missing = IpPermission.builder().ipProtocol("-1");
        if (!rules.contains("-1 " + IPV4)) {
            missing.ipRanges(IpRange.builder().cidrIp(IPV4).build());
        }
        if (!rules.contains("-1 " + IPV6)) {
            missing.ipv6Ranges(Ipv6Range.builder().cidrIpv6(IPV6).build());
        }
        IpPermission all = missing.build();
        return all.hasIpRanges() || all.hasIpv6Ranges() ? List.of(all) : List.of();
    }

    /** Ours, and with exactly the rules that let everything through: no other group makes connections untracked. */
    boolean isFit() {
        return obstacle().isEmpty() && isAllOpen(ingress) && isAllOpen(egress);
    }

    /** Why this group cannot be used, nor made fit; nothing where it can. */
    Optional<String> obstacle() {
        if (!ours) {
            return Optional.of("has the name " + NAME + " but lacks the tag " + TAG);
        }
        return ALL_OPEN.containsAll(Rules.of(ingress)) && ALL_OPEN.containsAll(Rules.of(egress))
                ? Optional.empty()
                : Optional.of("has rules beside those that let everything through");
    }

    /** The group and its rules, for the record. */
    JsonNode state() {
        return Json.tree(Map.of("groupId", id, "ingress", Rules.of(ingress), "egress", Rules.of(egress)));
    }

    private static boolean isAllOpen(List<IpPermission> permissions) {
        return Set.copyOf(Rules.of(permissions)).equals(ALL_OPEN);
    }
}
