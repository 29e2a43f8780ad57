package dev.tourniquet.replay.sandbox;

import java.util.Set;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;

/** Interfaces that a service manages, and trunks that others branch off: the emulator has neither. */
final class ForeignInterfaces implements ExecutionInterceptor {
    private final Set<String> managed;
    private final Set<String> trunks;

    /** Both are local ids. */
    ForeignInterfaces(Set<String> managed, Set<String> trunks) {
        this.managed = Set.copyOf(managed);
        this.trunks = Set.copyOf(trunks);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (context.request() instanceof ModifyNetworkInterfaceAttributeRequest change
                && managed.contains(change.networkInterfaceId())) {
            throw Failure.of("AuthFailure", "You do not have permission to access the specified resource.");
        }
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return switch (context.response()) {
            case DescribeNetworkInterfacesResponse found ->
                found.toBuilder()
                        .networkInterfaces(found.networkInterfaces().stream()
                                .map(this::shown)
                                .toList())
                        .build();
            case DescribeInstancesResponse found ->
                found.toBuilder()
                        .reservations(found.reservations().stream()
                                .map(reservation -> reservation.toBuilder()
                                        .instances(reservation.instances().stream()
                                                .map(instance -> instance.toBuilder()
                                                        .networkInterfaces(instance.networkInterfaces().stream()
                                                                .map(this::shown)
                                                                .toList())
                                                        .build())
                                                .toList())
                                        .build())
                                .toList())
                        .build();
            default -> context.response();
        };
    }

    private NetworkInterface shown(NetworkInterface found) {
        NetworkInterface.Builder shown = found.toBuilder();
        if (managed.contains(found.networkInterfaceId())) {
            shown.requesterManaged(true).requesterId("amazon-elb");
        }
        if (trunks.contains(found.networkInterfaceId())) {
            shown.interfaceType(NetworkInterfaceType.TRUNK);
        }
        return shown.build();
    }

    private InstanceNetworkInterface shown(InstanceNetworkInterface found) {
        return trunks.contains(found.networkInterfaceId())
                ? found.toBuilder().interfaceType("trunk").build()
                : found;
    }
}
