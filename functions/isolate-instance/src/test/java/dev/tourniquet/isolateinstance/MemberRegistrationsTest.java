package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Registrations that an instance has as a member of its Auto Scaling group, which takes them away when it leaves. */
final class MemberRegistrationsTest extends InWorld {
    private static final String STEP = "leave-auto-scaling-group";

    private String instance = "";
    private String targetGroup = "";

    @BeforeEach
    void join() {
        instance = instance();
        targetGroup = world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 80);
        world.classicLoadBalancer(network, "classic-web", instance);
        world.joinAutoScalingGroup(instance, network, "web");
        world.autoScaling.attachLoadBalancerTargetGroups(
                request -> request.autoScalingGroupName("web").targetGroupARNs(targetGroup));
        world.autoScaling.attachLoadBalancers(
                request -> request.autoScalingGroupName("web").loadBalancerNames("classic-web"));
        wire.before("DetachInstances", () -> {
            world.drain(targetGroup);
            world.leave("classic-web", instance);
        });
    }

    @Test
    void namesThoseThatWereGoneBeforeTheyCouldBeRead() {
        wire.deny("DescribeTargetGroups").deny("DescribeLoadBalancers");
        assertThat(outcome(function.finding(instance))).isEqualTo("PARTIAL");
        wire.allow("DescribeTargetGroups").allow("DescribeLoadBalancers");
        JsonNode second = function.finding(instance, "request-2");
        assertThat(outcome(second)).as(reasons(second)).isEqualTo("CONTAINED");

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).contains("register it by hand: " + targetGroup + ", classic-web");
    }

    @Test
    void namesNoneThatTheReleaseHasPutBack() {
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(world.membersOf("classic-web")).contains(instance);
        assertThat(world.targets()).contains("web " + instance + ":80");
        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).doesNotContain("by hand");
    }

    @Test
    void namesThoseThatCannotBeRead() {
        function.finding(instance);
        wire.deny("DescribeTargetHealth").deny("DescribeLoadBalancers");

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).contains("register it by hand: " + targetGroup + ", classic-web");
    }

    @Test
    void namesNoneThatIsGone() {
        function.finding(instance);
        world.balancing.deleteTargetGroup(request -> request.targetGroupArn(targetGroup));
        world.classic.deleteLoadBalancer(request -> request.loadBalancerName("classic-web"));

        assertThat(releasedStep(function.release(instance), STEP).path("note").asText())
                .doesNotContain("by hand");
    }
}
