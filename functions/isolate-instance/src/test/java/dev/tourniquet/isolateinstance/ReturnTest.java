package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.TargetGroups.Registration;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Coming back to target groups. */
final class ReturnTest extends InWorld {
    @Test
    void doesNotRegisterAnAddressAgainThatIsAnothersNow() {
        String instance = instance();
        String second = world.attach(instance, network, List.of(app), 1);
        String address = world.address(second);
        world.targetGroup(network, "api", TargetTypeEnum.IP, address, 80);
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        function.finding(instance);
        world.detach(second);

        JsonNode step = releasedStep(function.release(instance), "leave-target-groups");

        assertThat(step.path("note").asText()).contains(address, "no address of the instance any more");
        assertThat(world.targets()).containsExactly("web " + instance + ":8080");
    }

    @Test
    void returnsToTheOthersWhereOneTargetGroupRefuses() {
        String instance = instance();
        world.targetGroup(network, "a", TargetTypeEnum.INSTANCE, instance, 80);
        String refusing = world.targetGroup(network, "b", TargetTypeEnum.INSTANCE, instance, 80);
        world.targetGroup(network, "c", TargetTypeEnum.INSTANCE, instance, 80);
        function.finding(instance);
        wire.beforeRequest("RegisterTargets", request -> {
            if (((RegisterTargetsRequest) request).targetGroupArn().equals(refusing)) {
                throw Wire.refusal("InvalidTarget");
            }
        });

        JsonNode step = releasedStep(function.release(instance), "leave-target-groups");

        assertThat(step.path("result").asText()).isEqualTo("FAILED");
        assertThat(step.path("note").asText()).contains(refusing, "InvalidTarget");
        assertThat(world.targets()).containsExactly("a " + instance + ":80", "c " + instance + ":80");
    }

    @Test
    void returnsAStoppedInstanceOnceItRunsAgain() {
        String instance = instance();
        String address = world.describe(instance).privateIpAddress();
        world.targetGroup(network, "api", TargetTypeEnum.IP, address, 80);
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 80);
        function.finding(instance);
        world.ec2.stopInstances(request -> request.instanceIds(instance));

        JsonNode stopped = releasedStep(function.release(instance), "leave-target-groups");
        assertThat(world.targets()).containsExactly("api " + address + ":80");
        world.ec2.startInstances(request -> request.instanceIds(instance));
        JsonNode started = releasedStep(function.release(instance), "leave-target-groups");

        assertThat(stopped.path("result").asText()).isEqualTo("KEPT");
        assertThat(stopped.path("note").asText()).contains("start it, then release again");
        assertThat(started.path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.targets()).containsExactly("api " + address + ":80", "web " + instance + ":80");
    }

    @Test
    void givesTheZoneOnlyOfAnAddress() {
        List<TargetDescription> sent = new ArrayList<>();
        wire.beforeRequest("RegisterTargets", request -> sent.addAll(((RegisterTargetsRequest) request).targets()));
        String targetGroup = world.targetGroup(network, "web", TargetTypeEnum.IP, "10.1.0.250", 80);
        TargetGroups targetGroups =
                new TargetGroups(Aws.of(world.environment("enforce"), Medium.WITHOUT_WAITING.seenBy(List.of(wire)))
                        .client(ElasticLoadBalancingV2Client.builder()));

        targetGroups.register(targetGroup, List.of(registration(targetGroup, "10.1.0.9")));
        targetGroups.register(targetGroup, List.of(registration(targetGroup, "i-0123456789abcdef0")));

        assertThat(sent).extracting(TargetDescription::availabilityZone).containsExactly("us-east-1a", null);
    }

    private static Registration registration(String targetGroup, String id) {
        return new Registration(targetGroup, id, 80, "us-east-1a", false);
    }
}
