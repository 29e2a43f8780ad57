package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancing.model.RegisterInstancesWithLoadBalancerRequest;

/** Leaving classic load balancers. */
final class ClassicLoadBalancersTest extends InWorld {
    private static final String STEP = "leave-classic-load-balancers";

    private String instance = "";
    private String other = "";

    @BeforeEach
    void register() {
        instance = instance();
        other = instance();
        world.classicLoadBalancer(network, "web", other, instance);
        world.classicLoadBalancer(network, "api", instance);
        world.classicLoadBalancer(network, "of-others", other);
    }

    @Test
    void leavesAllThatItIsRegisteredWithAndNoOther() {
        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(world.membersOf("web")).containsExactly(other);
        assertThat(world.membersOf("api")).isEmpty();
        assertThat(world.membersOf("of-others")).containsExactly(other);
        assertThat(step(result, STEP).path("before").path("loadBalancers"))
                .map(JsonNode::asText)
                .containsExactly("api", "web");
        assertThat(wire.count("DeregisterInstancesFromLoadBalancer")).isEqualTo(2);
    }

    @Test
    void returnsToAll() {
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.membersOf("web")).containsExactlyInAnyOrder(other, instance);
        assertThat(world.membersOf("api")).containsExactly(instance);
        assertThat(world.membersOf("of-others")).containsExactly(other);
    }

    /** Real Auto Scaling takes an instance that leaves out of the group's load balancers. */
    @Test
    void putsThemOnRecordBeforeAutoScalingTakesTheInstanceOut() {
        world.joinAutoScalingGroup(instance, network, "web");
        wire.before("DetachInstances", () -> world.leave("web", instance));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        List<String> calls = wire.calls();
        int detached = calls.indexOf("DetachInstances");
        assertThat(calls.subList(0, detached)).contains("DescribeLoadBalancers");
        assertThat(calls.subList(calls.indexOf("DescribeLoadBalancers"), detached))
                .contains("PutItem");
        function.release(instance);
        assertThat(world.membersOf("web")).contains(instance);
    }

    @Test
    void leavesOneThatItWasRegisteredWithAgainAndReturnsToAll() {
        wire.deny("DeregisterInstancesFromLoadBalancer");
        assertThat(outcome(function.finding(instance))).isEqualTo("PARTIAL");
        wire.allow("DeregisterInstancesFromLoadBalancer");
        world.classicLoadBalancer(network, "late", instance);
        world.attach(instance, network, List.of(app), 1);

        assertThat(outcome(function.finding(instance, "request-2"))).isEqualTo("CONTAINED");

        assertThat(world.membersOf("late")).isEmpty();
        assertThat(world.membersOf("api")).isEmpty();
        function.release(instance);
        assertThat(world.membersOf("late")).containsExactly(instance);
        assertThat(world.membersOf("api")).containsExactly(instance);
    }

    @Test
    void comesBackForOneThatCameMeanwhile() {
        wire.beforeFirst(
                "DeregisterInstancesFromLoadBalancer", () -> world.classicLoadBalancer(network, "late", instance));

        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining(STEP)
                .hasMessageContaining("read back and found otherwise");
    }

    @Test
    void namesTheCallThatIsRefused() {
        wire.deny("DescribeLoadBalancers");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("elasticloadbalancing:DescribeLoadBalancers on *: UnauthorizedOperation");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void saysWhichOneIsGoneAndReturnsToTheOthers() {
        function.finding(instance);
        world.classic.deleteLoadBalancer(request -> request.loadBalancerName("api"));

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("load balancer api is gone");
        assertThat(world.membersOf("web")).contains(instance);
    }

    @Test
    void returnsToTheOthersWhereOneRefuses() {
        function.finding(instance);
        wire.beforeRequest("RegisterInstancesWithLoadBalancer", request -> {
            if (((RegisterInstancesWithLoadBalancerRequest) request)
                    .loadBalancerName()
                    .equals("api")) {
                throw Wire.refusal("UnauthorizedOperation");
            }
        });

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("FAILED");
        assertThat(step.path("note").asText())
                .contains("elasticloadbalancing:RegisterInstancesWithLoadBalancer on api: UnauthorizedOperation");
        assertThat(world.membersOf("web")).contains(instance);
    }

    @Test
    void waitsWhileTheInstanceIsStopped() {
        function.finding(instance);
        world.ec2.stopInstances(request -> request.instanceIds(instance));

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).contains("api, web", "stopped", "release again");
        assertThat(world.membersOf("api")).isEmpty();
    }
}
