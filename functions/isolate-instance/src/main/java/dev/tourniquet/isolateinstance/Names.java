package dev.tourniquet.isolateinstance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/**
 * What an instance can be registered as in a target group: by its id, and by the addresses that its interfaces have in the
 * group's VPC. In another VPC the same address is another machine.
 */
record Names(String instanceId, Map<String, Set<String>> addresses) {
    static Names of(Instance instance) {
        Map<String, Set<String>> addresses = new TreeMap<>();
        instance.networkInterfaces()
                .forEach(found -> addresses
                        .computeIfAbsent(found.vpcId(), _ -> new TreeSet<>())
                        .addAll(addressesOf(found)));
        return new Names(instance.instanceId(), addresses);
    }

    Set<String> vpcs() {
        return addresses.keySet();
    }

    /** The names in one VPC. */
    Set<String> in(String vpcId) {
        Set<String> names = new TreeSet<>(addresses.getOrDefault(vpcId, Set.of()));
        names.add(instanceId);
        return names;
    }

    /** Whether a target of this name in one of the instance's VPCs is the instance. */
    boolean include(String name) {
        return name.equals(instanceId) || addresses.values().stream().anyMatch(each -> each.contains(name));
    }

    private static Set<String> addressesOf(InstanceNetworkInterface found) {
        Set<String> addresses = new TreeSet<>();
        Stream.concat(
                        found.privateIpAddresses().stream().map(InstancePrivateIpAddress::privateIpAddress),
                        found.ipv6Addresses().stream().map(InstanceIpv6Address::ipv6Address))
                .forEach(addresses::add);
        return addresses;
    }
}
