package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in place, found in AWS alone, and by the record. */
final class InventoryTest extends InWorld {
    private List<String> holdings() {
        return function.order("search")
                .path("holdings")
                .valueStream()
                .map(each ->
                        each.path("kind").asText() + " " + each.path("name").asText())
                .toList();
    }

    @Test
    void findsEveryInterfaceInAGroupOfOursWhoeverPutItThere() {
        String instance = instance();
        function.finding(instance);
        String quarantine = groupsOfFirst(instance).getFirst();
        String byHand = world.instance(network, List.of(List.of(quarantine)));
        instance();

        assertThat(holdings())
                .containsExactlyInAnyOrder(
                        "QUARANTINED_INTERFACE " + world.interfaces(instance).getFirst(),
                        "QUARANTINED_INTERFACE " + world.interfaces(byHand).getFirst());
    }

    @Test
    void findsNothingInAGroupThatOnlyHasTheName() {
        String foreign = world.group(network, "tourniquet-quarantine");
        world.instance(network, List.of(List.of(foreign)));

        assertThat(holdings()).isEmpty();
    }

    @Test
    void findsNothingAfterARelease() {
        String instance = instance();
        function.finding(instance);
        function.release(instance);

        assertThat(holdings()).isEmpty();
    }

    @Test
    void tellsAnInterfaceInTheAllOpenGroupFromAQuarantinedOne() {
        function = new Function(world, WithConnectionCut.ON, wire);
        String instance = instance();
        function.finding(instance);
        String eni = world.interfaces(instance).getFirst();
        String open =
                world.named(network, ConnectionCutGroup.NAME).orElseThrow().groupId();
        world.ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(open));

        assertThat(holdings()).containsExactly("OPEN_INTERFACE " + eni);
    }

    @Test
    void showsHowEachStepOfACaseStandsAndChangesNothing() {
        String instance = instance();
        function.finding(instance);
        String eni = world.interfaces(instance).getFirst();
        world.ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(app));
        wire.forget();

        JsonNode inspected = function.order("inspect", instance).at("/inspected/0");

        assertThat(inspected.path("steps"))
                .filteredOn(step -> !step.path("state").asText().equals("IN_PLACE"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.path("resource").asText()).isEqualTo(eni);
                    assertThat(step.path("state").asText()).isEqualTo("NOT_IN_PLACE");
                    assertThat(step.at("/holding/kind").asText()).isEqualTo("QUARANTINED_INTERFACE");
                });
        assertThat(inspected.path("steps").size()).isGreaterThan(5);
        assertThat(wire.changes()).isEmpty();
    }
}
