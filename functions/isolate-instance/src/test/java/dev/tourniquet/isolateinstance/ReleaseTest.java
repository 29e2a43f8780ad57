package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.World.Network;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Taking an isolation back: exactly the state before, and nothing that somebody changed since. */
final class ReleaseTest extends InWorld {
    @Test
    void putsEverythingBackAsItWas() {
        Network other = world.network("10.2.0.0/16", true);
        String instance = world.instance(network, List.of(List.of(app, world.group(network, "db")), List.of(app)));
        world.attach(instance, other, List.of(world.group(other, "admin")), 2);
        world.ec2.createTags(request -> request.resources(instance)
                .tags(Tags.tag("Name", "billing"), Tags.tag("tourniquet:case", "an older one")));
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        world.targetGroup(
                network, "api", TargetTypeEnum.IP, world.describe(instance).privateIpAddress(), 8081);
        Map<String, Object> before = world.state(instance);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
        assertThat(world.state(instance)).isNotEqualTo(before);
        JsonNode released = function.release(instance);

        assertThat(world.state(instance)).isEqualTo(before);
        assertThat(released.path("complete").asBoolean())
                .as(released.toPrettyString())
                .isTrue();
        assertThat(releasedStep(released, "snapshot-volumes").path("result").asText())
                .isEqualTo("KEPT");
        assertThat(releasedStep(released, "ensure-quarantine-group")
                        .path("result")
                        .asText())
                .isEqualTo("KEPT");
        assertThat(world.snapshots()).isNotEmpty();
    }

    @Test
    void removesTheCaseTagWhereThereWasNone() {
        String instance = instance();
        function.finding(instance);

        function.release(instance);

        assertThat(world.describe(instance).tags()).isEmpty();
    }

    @Test
    void opensTheInterfacesBeforeLoadBalancersHaveTheInstanceBack() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        function.finding(instance);
        wire.forget();

        function.release(instance, "rejoin-auto-scaling-group");

        assertThat(wire.changes())
                .containsSubsequence("ModifyNetworkInterfaceAttribute", "RegisterTargets", "AttachInstances");
    }

    @Test
    void leavesAnInterfaceAloneThatSomebodyMoved() {
        String instance = instance();
        function.finding(instance);
        String eni = world.interfaces(instance).getFirst();
        String forensics = world.group(network, "forensics");
        world.ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(forensics));

        JsonNode step = releasedStep(function.release(instance), "quarantine-interface");

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains(forensics, app);
        assertThat(world.groupsOf(eni)).containsExactly(forensics);
    }

    @Test
    void namesAGroupThatWasDeletedSince() {
        String instance = instance();
        function.finding(instance);
        String quarantine = groupsOfFirst(instance).getFirst();
        world.ec2.deleteSecurityGroup(request -> request.groupId(app));

        JsonNode step = releasedStep(function.release(instance), "quarantine-interface");

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(step.path("note").asText()).contains(app, "gone");
        assertThat(groupsOfFirst(instance)).containsExactly(quarantine);
    }

    @Test
    void saysThatADeletedInterfaceIsGone() {
        String instance = instance();
        String second = world.attach(instance, network, List.of(app), 1);
        function.finding(instance);
        NetworkInterface attached = world.ec2
                .describeNetworkInterfaces(request -> request.networkInterfaceIds(second))
                .networkInterfaces()
                .getFirst();
        world.ec2.detachNetworkInterface(
                request -> request.attachmentId(attached.attachment().attachmentId()));
        world.ec2.deleteNetworkInterface(request -> request.networkInterfaceId(second));

        JsonNode released = function.release(instance);

        assertThat(released.path("steps")).anySatisfy(step -> {
            assertThat(step.path("resource").asText()).isEqualTo(second);
            assertThat(step.path("result").asText()).isEqualTo("GONE");
        });
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void hasNothingToPutBackOnATerminatedInstance() {
        String instance = instance();
        function.finding(instance);
        world.ec2.modifyInstanceAttribute(
                request -> request.instanceId(instance).disableApiTermination(set -> set.value(false)));
        world.ec2.terminateInstances(request -> request.instanceIds(instance));

        JsonNode released = function.release(instance);

        assertThat(released.path("complete").asBoolean())
                .as(released.toPrettyString())
                .isTrue();
        assertThat(releasedStep(released, "protect-termination").path("result").asText())
                .isEqualTo("GONE");
    }
}
