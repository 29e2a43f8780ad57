package dev.tourniquet.isolateinstance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Rules of security groups as text, one for each peer: {@code tcp 22-22 198.51.100.0/24}; {@code -1} is every protocol. */
final class Rules {
    private Rules() {}

    static List<String> of(List<IpPermission> permissions) {
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
