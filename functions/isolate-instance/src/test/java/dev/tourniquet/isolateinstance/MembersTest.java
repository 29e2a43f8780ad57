package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.nextSteps;
import static dev.tourniquet.isolateinstance.Results.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Others in the quarantine group: they get nothing from it, and a person hears of them. */
final class MembersTest extends InWorld {
    @Test
    void namesMembersThatNoCaseIsAbout() {
        String quarantine = world.quarantineGroup(network, false);
        String stranger = world.instance(network, List.of(List.of(quarantine)));
        String loose = world.ec2
                .createNetworkInterface(
                        request -> request.subnetId(network.subnet()).groups(quarantine))
                .networkInterface()
                .networkInterfaceId();
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(groupsOfFirst(instance)).containsExactly(quarantine);
        assertThat(nextSteps(result))
                .contains(world.interfaces(stranger).getFirst() + " (of " + stranger + ")")
                .contains(loose + " (of no instance)")
                .doesNotContain(world.interfaces(instance).getFirst());
        List<String> calls = wire.calls();
        assertThat(calls.subList(0, calls.indexOf("ModifyNetworkInterfaceAttribute")))
                .doesNotContain("DescribeNetworkInterfaces");
    }

    @Test
    void doesNotNameInstancesThatHaveACase() {
        String first = instance();
        function.finding(first);
        String second = instance();

        JsonNode result = function.finding(second, "request-2");

        assertThat(groupsOfFirst(second)).isEqualTo(groupsOfFirst(first));
        assertThat(nextSteps(result)).doesNotContain("no case is known of");
    }

    @Test
    void namesTenAndCountsTheRest() {
        String quarantine = world.quarantineGroup(network, false);
        world.instance(
                network,
                IntStream.range(0, 12).mapToObj(_ -> List.of(quarantine)).toList());

        assertThat(nextSteps(function.finding(instance()))).contains(" and 2 more into the quarantine group");
    }

    @Test
    void changesNoOutcomeWhereTheMembersCannotBeRead() {
        String instance = instance();
        wire.before("DescribeNetworkInterfaces", () -> {
            if (wire.calls().contains("CreateTags")) {
                throw Wire.refusal("UnauthorizedOperation");
            }
        });

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(nextSteps(result)).contains("not known", "ec2:DescribeNetworkInterfaces");
    }
}
