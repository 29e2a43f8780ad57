package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static dev.tourniquet.isolateinstance.Results.statuses;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Containment over the wire, through the handler and the real SDK. */
final class ContainmentTest extends InWorld {
    @Test
    void movesEveryInterfaceIntoAGroupWithoutRules() {
        String instance = world.instance(network, List.of(List.of(app), List.of(app, world.group(network, "db"))));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(result.toPrettyString()).isEqualTo("CONTAINED");
        SecurityGroup quarantine = world.quarantineGroupOf(network).orElseThrow();
        assertThat(quarantine.ipPermissions()).isEmpty();
        assertThat(quarantine.ipPermissionsEgress()).isEmpty();
        assertThat(Tags.value(quarantine.tags(), "tourniquet:quarantine")).contains("true");
        assertThat(world.interfaces(instance))
                .hasSize(2)
                .allSatisfy(each -> assertThat(world.groupsOf(each)).containsExactly(quarantine.groupId()));
        assertThat(residualRisks(result)).contains("5 days", "350 seconds", "DNS");
    }

    @Test
    void keepsTheEvidence() {
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(world.state(instance))
                .containsEntry("protected", true)
                .containsEntry("shutdown", "stop")
                .containsEntry("tags", Map.of("tourniquet:case", "isolate-instance/" + instance + "/1"));
        assertThat(world.describe(instance).blockDeviceMappings())
                .isNotEmpty()
                .allMatch(mapping -> !mapping.ebs().deleteOnTermination());
        assertThat(world.snapshots())
                .hasSameSizeAs(world.describe(instance).blockDeviceMappings())
                .allSatisfy(snapshot -> assertThat(Tags.value(snapshot.tags(), "tourniquet:case"))
                        .contains("isolate-instance/" + instance + "/1"));
        assertThat(statuses(result)).containsOnly("VERIFIED");
    }

    @Test
    void takesTheInstanceOutOfItsAutoScalingGroupAndTargetGroups() {
        String instance = instance();
        String address = world.describe(instance).privateIpAddress();
        world.joinAutoScalingGroup(instance, network, "web");
        world.targetGroup(network, "by-instance", TargetTypeEnum.INSTANCE, instance, 8080);
        world.targetGroup(network, "by-address", TargetTypeEnum.IP, address, 8081);
        world.targetGroup(network, "of-others", TargetTypeEnum.IP, "10.1.0.250", 80);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        assertThat(world.autoScaling
                        .describeAutoScalingGroups()
                        .autoScalingGroups()
                        .getFirst()
                        .desiredCapacity())
                .isEqualTo(1);
        assertThat(world.targets()).containsExactly("of-others 10.1.0.250:80");
        assertThat(step(result, "leave-target-groups").path("before").path("registered"))
                .hasSize(2);
        assertThat(residualRisks(result)).contains("web", "replacement");
    }

    @Test
    void isolatesAStoppedInstanceToo() {
        String instance = instance();
        world.ec2.stopInstances(request -> request.instanceIds(instance));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }
}
