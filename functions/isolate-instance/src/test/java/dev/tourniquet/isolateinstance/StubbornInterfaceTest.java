package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.nextSteps;
import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Interfaces that cannot be cut, or not wholly: each is named, and the others are cut. */
final class StubbornInterfaceTest extends InWorld {
    @Test
    void isPartialAndNamesEachInterfaceThatAServiceManages() {
        String instance = world.instance(network, List.of(List.of(app), List.of(app), List.of(app)));
        List<String> interfaces = world.interfaces(instance);
        List<String> managed = interfaces.subList(1, 3);
        wire.beforeRequest("ModifyNetworkInterfaceAttribute", request -> {
            if (managed.contains(((ModifyNetworkInterfaceAttributeRequest) request).networkInterfaceId())) {
                throw Wire.refusal("OperationNotPermitted");
            }
        });
        Described requesterManaged = new Described(
                each -> each,
                each -> managed.contains(each.networkInterfaceId())
                        ? each.toBuilder()
                                .requesterManaged(true)
                                .requesterId("amazon-elb")
                                .build()
                        : each);

        JsonNode result = new Function(world, Map.of(), wire, requesterManaged).finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        managed.forEach(each -> {
            assertThat(reasons(result))
                    .contains("ec2:ModifyNetworkInterfaceAttribute on " + each + ": OperationNotPermitted");
            assertThat(nextSteps(result)).contains("Network interface " + each + " is managed by amazon-elb");
        });
        assertThat(world.groupsOf(interfaces.getFirst())).doesNotContain(app);
        assertThat(nextSteps(result)).doesNotContain("Network interface " + interfaces.getFirst());
    }

    @Test
    void quarantinesATrunkAndNamesItsBranchesAsOpenWithoutRetrying() {
        String instance = instance();
        String trunk = world.interfaces(instance).getFirst();
        Function trunked = new Function(world, Map.of(), wire, trunk());

        JsonNode result = trunked.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        assertThat(reasons(result)).contains("the branch interfaces of the trunk " + trunk + " keep their own groups");
        assertThat(nextSteps(result)).contains("describe-trunk-interface-associations");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
        assertThat(outcome(trunked.finding(instance, "request-2")))
                .as("its branches are open still")
                .isEqualTo("PARTIAL");
    }

    @Test
    void cutsAnElasticFabricAdapterLikeAnyOtherInterface() {
        String instance = instance();
        Described efa = new Described(
                each -> each.toBuilder().interfaceType("efa").build(),
                each -> each.toBuilder().interfaceType("efa").build());

        assertThat(outcome(new Function(world, Map.of(), wire, efa).finding(instance)))
                .isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    private static Described trunk() {
        return new Described(
                each -> each.toBuilder().interfaceType("trunk").build(),
                each -> each.toBuilder().interfaceType("trunk").build());
    }

    /** Changes how interfaces are described, in what the local AWS cannot make. */
    private record Described(UnaryOperator<InstanceNetworkInterface> ofInstance, UnaryOperator<NetworkInterface> alone)
            implements ExecutionInterceptor {
        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            return switch (context.response()) {
                case DescribeInstancesResponse found ->
                    found.toBuilder()
                            .reservations(found.reservations().stream()
                                    .map(reservation -> reservation.toBuilder()
                                            .instances(reservation.instances().stream()
                                                    .map(this::described)
                                                    .toList())
                                            .build())
                                    .toList())
                            .build();
                case DescribeNetworkInterfacesResponse found ->
                    found.toBuilder()
                            .networkInterfaces(found.networkInterfaces().stream()
                                    .map(alone)
                                    .toList())
                            .build();
                case SdkResponse other -> other;
            };
        }

        private Instance described(Instance instance) {
            return instance.toBuilder()
                    .networkInterfaces(instance.networkInterfaces().stream()
                            .map(ofInstance)
                            .toList())
                    .build();
        }
    }
}
