package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/** Elastic IP addresses of the instance. */
final class AddressTest extends WithAddress {
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

    /** A case that goes on where another left off has no plan of its own. */
    @Test
    void doesNotSayThatOneStaysWhichThisRunTakesAway() {
        String address = allocated(first());
        wire.deny("DisassociateAddress");
        taking().finding(instance);
        wire.allow("DisassociateAddress");

        JsonNode result = taking().finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(interfaceOf(address)).isEmpty();
        assertThat(residualRisks(result)).doesNotContain(address + " stays with the instance:");
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
}
