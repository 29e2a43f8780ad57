package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/** Elastic IP addresses of the instance. */
final class AddressTest extends InWorld {
    private static final String STEP = "disassociate-address";

    private String instance = "";

    @BeforeEach
    void start() {
        instance = instance();
    }

    @Test
    void keepsThemAndSaysSoUnlessTheConfigurationAsks() {
        String address = allocated(first());

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(interfaceOf(address)).isEqualTo(first());
        assertThat(residualRisks(result)).contains("Public address " + address + " stays with the instance");
        assertThat(wire.count("DescribeAddresses")).isZero();
    }

    @Test
    void takesEachAwayWithItsPlaceOnRecord() {
        String second = world.attach(instance, network, List.of(app), 1);
        String one = allocated(first());
        String other = allocated(second);
        String foreign = allocated(world.interfaces(instance()).getFirst());

        JsonNode result = taking().finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(interfaceOf(one)).isEmpty();
        assertThat(interfaceOf(other)).isEmpty();
        assertThat(interfaceOf(foreign)).isNotEmpty();
        JsonNode before = step(result, STEP).path("before");
        assertThat(before.path("publicIp").asText()).isEqualTo(one);
        assertThat(before.path("allocationId").asText()).startsWith("eipalloc-");
        assertThat(before.path("networkInterfaceId").asText()).isEqualTo(first());
        assertThat(before.path("privateIpAddress").asText()).isEqualTo(world.address(first()));
        assertThat(residualRisks(result))
                .contains(one, other, "another public address")
                .doesNotContain(foreign);
    }

    @Test
    void readsThemWhileTheCutRunsAndHasThemOnRecordFirst() {
        allocated(first());

        taking().finding(instance);

        List<String> calls = wire.calls();
        int read = calls.indexOf("DescribeAddresses");
        int taken = calls.indexOf("DisassociateAddress");
        assertThat(calls.subList(0, read)).contains("PutItem");
        assertThat(calls.subList(read, taken)).contains("PutItem");
    }

    @Test
    void changesNothingOnASecondDelivery() {
        allocated(first());
        taking().finding(instance);
        wire.forget();

        assertThat(outcome(taking().finding(instance, "request-2"))).isEqualTo("ALREADY_CONTAINED");

        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void namesTheCallThatIsRefused() {
        allocated(first());
        wire.deny("DisassociateAddress");

        JsonNode result = taking().finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("ec2:DisassociateAddress", "UnauthorizedOperation");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void takesItAwayAgainWhereItWasGivenBackMeanwhile() {
        String address = allocated(first());
        wire.deny("ModifyNetworkInterfaceAttribute");
        assertThat(outcome(taking().finding(instance))).isEqualTo("PARTIAL");
        wire.allow("ModifyNetworkInterfaceAttribute");
        String second = world.attach(instance, network, List.of(app), 1);
        associate(address, second);

        assertThat(outcome(taking().finding(instance, "request-2"))).isEqualTo("CONTAINED");

        assertThat(interfaceOf(address)).isEmpty();
        taking().release(instance);
        assertThat(interfaceOf(address)).as("where it was first").isEqualTo(first());
    }

    @Test
    void leavesOneAloneThatMovedToAnotherInstanceMeanwhile() {
        String address = allocated(first());
        String innocent = world.interfaces(instance()).getFirst();
        wire.before("DisassociateAddress", () -> {
            disassociate(address);
            associate(address, innocent);
            throw Wire.refusal("InvalidAssociationID.NotFound");
        });

        assertThat(outcome(taking().finding(instance))).isEqualTo("CONTAINED");

        assertThat(interfaceOf(address)).isEqualTo(innocent);
        JsonNode step = releasedStep(taking().release(instance), STEP);
        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains(innocent, first());
        assertThat(interfaceOf(address)).isEqualTo(innocent);
    }

    @Test
    void givesItBackAtItsPlace() {
        String address = allocated(first());
        taking().finding(instance);
        wire.beforeRequest("AssociateAddress", request -> {
            AssociateAddressRequest associate = (AssociateAddressRequest) request;
            assertThat(associate.allowReassociation()).isFalse();
            assertThat(associate.privateIpAddress()).isEqualTo(world.address(first()));
        });

        JsonNode step = releasedStep(taking().release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(interfaceOf(address)).isEqualTo(first());
    }

    @Test
    void takesItFromNobodyWhoWasGivenItAtTheSameTime() {
        allocated(first());
        taking().finding(instance);
        wire.refuse("AssociateAddress", "Resource.AlreadyAssociated");

        JsonNode step = releasedStep(taking().release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains("given to another");
    }

    @Test
    void leavesItFreeWhereTheInterfaceIsGone() {
        String second = world.attach(instance, network, List.of(app), 1);
        String address = allocated(second);
        taking().finding(instance);
        world.detach(second);
        world.ec2.deleteNetworkInterface(request -> request.networkInterfaceId(second));

        JsonNode step = releasedStep(taking().release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains("stays free", second);
        assertThat(interfaceOf(address)).isEmpty();
    }

    @Test
    void saysThatAReleasedAddressIsGone() {
        String address = allocated(first());
        taking().finding(instance);
        world.ec2.releaseAddress(
                request -> request.allocationId(elastic(address).allocationId()));

        assertThat(releasedStep(taking().release(instance), STEP).path("result").asText())
                .isEqualTo("GONE");
    }

    @Test
    void knowsAnAddressThatEc2Assigned() {
        InstanceNetworkInterfaceAssociation assigned = association("198.51.100.1", "amazon");
        InstanceNetworkInterface eni = InstanceNetworkInterface.builder()
                .association(assigned)
                .privateIpAddresses(List.of(
                        InstancePrivateIpAddress.builder().association(assigned).build(),
                        InstancePrivateIpAddress.builder()
                                .association(association("198.51.100.2", "123456789012"))
                                .build(),
                        InstancePrivateIpAddress.builder()
                                .privateIpAddress("10.1.0.9")
                                .build()))
                .build();
        Instance found = Instance.builder().networkInterfaces(eni).build();

        assertThat(PublicAddress.of(found))
                .containsExactly(new PublicAddress("198.51.100.1", false), new PublicAddress("198.51.100.2", true));
    }

    private static InstanceNetworkInterfaceAssociation association(String publicIp, String owner) {
        return InstanceNetworkInterfaceAssociation.builder()
                .publicIp(publicIp)
                .ipOwnerId(owner)
                .build();
    }

    /** Another container each time, of the same function. */
    private Function taking() {
        return new Function(world, Map.of("TOURNIQUET_DISASSOCIATE_ADDRESSES", "true"), wire);
    }

    private String first() {
        return world.interfaces(instance).getFirst();
    }

    /** A new Elastic IP address of an interface. */
    private String allocated(String interfaceId) {
        AllocateAddressResponse found = world.ec2.allocateAddress(request -> request.domain(DomainType.VPC));
        associate(found.publicIp(), interfaceId);
        return found.publicIp();
    }

    private void associate(String address, String interfaceId) {
        world.ec2.associateAddress(
                request -> request.allocationId(elastic(address).allocationId()).networkInterfaceId(interfaceId));
    }

    private void disassociate(String address) {
        world.ec2.disassociateAddress(
                request -> request.associationId(elastic(address).associationId()));
    }

    private Address elastic(String address) {
        return world.ec2
                .describeAddresses(request -> request.publicIps(address))
                .addresses()
                .getFirst();
    }

    /** Empty where it is free. */
    private String interfaceOf(String address) {
        String id = elastic(address).networkInterfaceId();
        return id == null ? "" : id;
    }
}
