package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;

/** Giving Elastic IP addresses back. */
final class AddressReturnTest extends WithAddress {
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
        String address = allocated(first());
        String other = world.interfaces(instance()).getFirst();
        taking().finding(instance);
        refuseAfter(() -> associate(address, other));

        JsonNode step = releasedStep(taking().release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains(other);
        assertThat(interfaceOf(address)).isEqualTo(other);
    }

    @Test
    void leavesItFreeWhereItsPlaceHasAnotherMeanwhile() {
        String address = allocated(first());
        taking().finding(instance);
        refuseAfter(() -> {});

        JsonNode step = releasedStep(taking().release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains("stays free", first(), "has another address");
        assertThat(interfaceOf(address)).isEmpty();
    }

    @Test
    void hasGivenItBackWhereOnlyTheAnswerOfTheFirstAttemptWasLost() {
        String address = allocated(first());
        taking().finding(instance);
        refuseAfter(() -> associate(address, first()));

        assertThat(releasedStep(taking().release(instance), STEP).path("result").asText())
                .isEqualTo("RESTORED");
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

    private void refuseAfter(Runnable association) {
        wire.before("AssociateAddress", () -> {
            association.run();
            throw Wire.refusal("Resource.AlreadyAssociated");
        });
    }
}
