package dev.tourniquet.isolateinstance;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;

/** A test about an instance that can be given Elastic IP addresses. */
abstract class WithAddress extends InWorld {
    static final String STEP = "disassociate-address";

    String instance = "";

    @BeforeEach
    void start() {
        instance = instance();
    }

    static InstanceNetworkInterfaceAssociation association(String publicIp, String owner) {
        return InstanceNetworkInterfaceAssociation.builder()
                .publicIp(publicIp)
                .ipOwnerId(owner)
                .build();
    }

    /** Another container each time, of the same function. */
    Function taking() {
        return new Function(world, Map.of("TOURNIQUET_DISASSOCIATE_ADDRESSES", "true"), wire);
    }

    String first() {
        return world.interfaces(instance).getFirst();
    }

    /** A new Elastic IP address of an interface. */
    String allocated(String interfaceId) {
        AllocateAddressResponse found = world.ec2.allocateAddress(request -> request.domain(DomainType.VPC));
        associate(found.publicIp(), interfaceId);
        return found.publicIp();
    }

    void associate(String address, String interfaceId) {
        world.ec2.associateAddress(
                request -> request.allocationId(elastic(address).allocationId()).networkInterfaceId(interfaceId));
    }

    void disassociate(String address) {
        world.ec2.disassociateAddress(
                request -> request.associationId(elastic(address).associationId()));
    }

    Address elastic(String address) {
        return world.ec2
                .describeAddresses(request -> request.publicIps(address))
                .addresses()
                .getFirst();
    }

    /** Empty where it is free. */
    String interfaceOf(String address) {
        String id = elastic(address).networkInterfaceId();
        return id == null ? "" : id;
    }
}
