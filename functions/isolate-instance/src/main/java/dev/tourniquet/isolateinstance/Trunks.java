package dev.tourniquet.isolateinstance;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/**
 * Trunk interfaces: containers get branches of them, each with security groups of its own, which are not among the
 * interfaces of the instance.
 */
final class Trunks {
    private static final String TRUNK = "trunk";

    private Trunks() {}

    static List<String> of(Instance instance) {
        return instance.networkInterfaces().stream()
                .filter(found -> TRUNK.equals(found.interfaceType()))
                .map(InstanceNetworkInterface::networkInterfaceId)
                .toList();
    }
}
