package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Calls that AWS refuses: named, and in the way of nothing else. */
final class RefusalTest extends InWorld {
    @Test
    void namesActionAndInterfaceWhereTheCutIsDenied() {
        String instance = instance();
        wire.deny("ModifyNetworkInterfaceAttribute");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result))
                .contains(
                        "ec2:ModifyNetworkInterfaceAttribute",
                        world.interfaces(instance).getFirst(),
                        "UnauthorizedOperation");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        assertThat(world.snapshots()).isNotEmpty();
    }

    @Test
    void isPartialWhereOnlyTheAutoScalingGroupRefuses() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        wire.deny("DetachInstances");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("autoscaling:DetachInstances", instance);
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void cutsEvenWhereAutoScalingCannotBeRead() {
        String instance = instance();
        wire.deny("DescribeAutoScalingInstances");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("autoscaling:DescribeAutoScalingInstances");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void saysWhatCouldNotBePreserved() {
        String instance = instance();
        wire.refuse("ModifyInstanceAttribute", "UnsupportedOperation");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(reasons(result)).contains("not preserved: protect-termination " + instance, "UnsupportedOperation");
        assertThat(world.snapshots()).isNotEmpty();
    }
}
