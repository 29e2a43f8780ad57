package dev.tourniquet.isolateinstance;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/**
 * A public IPv4 address of an instance.
 *
 * @param elastic may be an Elastic IP address; one that EC2 assigned at launch belongs to Amazon and cannot be taken away
 */
record PublicAddress(String ip, boolean elastic) {
    private static final String OF_EC2 = "amazon";

    /** Of all interfaces, primary and secondary private addresses alike. */
    static List<PublicAddress> of(Instance instance) {
        return instance.networkInterfaces().stream()
                .flatMap(PublicAddress::associations)
                .filter(Objects::nonNull)
                .filter(found -> found.publicIp() != null)
                .map(found -> new PublicAddress(found.publicIp(), !OF_EC2.equals(found.ipOwnerId())))
                .distinct()
                .toList();
    }

    private static Stream<InstanceNetworkInterfaceAssociation> associations(InstanceNetworkInterface found) {
        return Stream.concat(
                Stream.ofNullable(found.association()),
                found.privateIpAddresses().stream().map(InstancePrivateIpAddress::association));
    }
}
