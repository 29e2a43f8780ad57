package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;

/** Members of an Auto Scaling group in each state. moto knows two of them, so the others are put into its answers. */
final class LifecycleTest extends InWorld {
    private static final String STEP = "leave-auto-scaling-group";

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Pending:Wait", "Warmed:Pending:Wait"})
    void comesBackForAMemberThatIsNotYetInService(String state) {
        String instance = member(state);

        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining("is " + state + " in Auto Scaling group web")
                .hasMessageContaining("InService");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
        assertThat(wire.calls()).doesNotContain("DetachInstances", "EnterStandby");
        wire.answerTruly("DescribeAutoScalingInstances");
        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        function.release(instance, "rejoin-auto-scaling-group");
        assertThat(world.autoScalingGroupOf(instance)).contains("web");
    }

    @ParameterizedTest
    @CsvSource({
        "Terminating, snapshots complete",
        "Terminating:Wait, record-lifecycle-action-heartbeat",
        "Terminating:Proceed, snapshots complete",
        "Warmed:Terminating:Wait, record-lifecycle-action-heartbeat"
    })
    void namesAMemberThatNothingTakesOutAnyMore(String state, String advice) {
        String instance = member(state);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("is " + state + " in Auto Scaling group web", advice);
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
        assertThat(world.snapshots()).isNotEmpty();
        assertThat(wire.calls()).doesNotContain("DetachInstances", "EnterStandby");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EnteringStandby", "Detaching", "Detached"})
    void takesAMemberForOutThatIsOnItsWay(String state) {
        String instance = member(state);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(wire.calls()).doesNotContain("DetachInstances", "EnterStandby");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Warmed:Stopped", "ReplacingRootVolume"})
    void triesWhereAutoScalingMayLetGo(String state) {
        String instance = member(state);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
    }

    @Test
    void namesTheStateThatTheMemberHasComeToMeanwhile() {
        String instance = member("InService");
        wire.before("DetachInstances", () -> {
            shown("Terminating:Wait");
            throw Wire.refusal("ValidationError");
        });

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("is Terminating:Wait").doesNotContain("ValidationError");
    }

    @Test
    void namesTheErrorWhereTheStateExplainsNothing() {
        String instance = member("InService");
        wire.refuse("DetachInstances", "ValidationError");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("autoscaling:DetachInstances on " + instance + ": ValidationError");
    }

    @Test
    void notesThatTheGroupHasAWarmPoolAndSuspendedProcesses() {
        String instance = member("InService");
        world.autoScaling.putWarmPool(
                request -> request.autoScalingGroupName("web").minSize(0));
        world.autoScaling.suspendProcesses(
                request -> request.autoScalingGroupName("web").scalingProcesses("AZRebalance"));

        JsonNode group = step(function.finding(instance), STEP).path("before").path("group");

        assertThat(group.path("warmPool").asBoolean()).isTrue();
        assertThat(group.path("suspendedProcesses").toString()).contains("AZRebalance");
    }

    /** Records of an earlier version hold the membership alone. */
    @Test
    void releasesByARecordOfBeforeThereWasAChoice() {
        String instance = member("InService");
        function.finding(instance);
        function.release(instance);
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        JsonNode before = Json.read(
                "{\"autoScalingGroup\":\"web\",\"lifecycleState\":\"InService\",\"availabilityZone\":\"us-east-1a\","
                        + "\"protectedFromScaleIn\":true}",
                JsonNode.class);
        Step old = new Step(STEP, instance, Phase.CONTAIN, before, Json.MAPPER.createObjectNode());
        LeaveAutoScalingGroup action = new LeaveAutoScalingGroup(
                new AutoScalingGroups(world.autoScaling),
                new Readiness(
                        new Instances(world.ec2), new QuarantineGroups(world.ec2, "123456789012", _ -> {}), _ -> {}),
                new MemberRegistrations(new TargetGroups(world.balancing), new ClassicLoadBalancers(world.classic)),
                new Remarks());

        Restoration restored = action.release(old, "a case", Set.of("rejoin-auto-scaling-group"));

        assertThat(restored.kind()).isEqualTo(Restoration.Kind.RESTORED);
        assertThat(restored.note()).contains("scale-in");
        assertThat(world.autoScalingGroupOf(instance)).contains("web");
    }

    @Test
    void detachesByARecordOfBeforeThereWasAChoice() {
        Departure old = Json.as(
                Json.read("{\"autoScalingGroup\":\"web\",\"lifecycleState\":\"InService\"}", JsonNode.class),
                Departure.class);

        assertThat(old.chosen()).isEqualTo(Departure.Way.DETACH);
    }

    /** A running instance in the group {@code web}, shown in {@code state}. */
    private String member(String state) {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        shown(state);
        return instance;
    }

    private void shown(String state) {
        wire.answer("DescribeAutoScalingInstances", response -> {
            DescribeAutoScalingInstancesResponse found = (DescribeAutoScalingInstancesResponse) response;
            return found.toBuilder()
                    .autoScalingInstances(found.autoScalingInstances().stream()
                            .map(each -> each.toBuilder().lifecycleState(state).build())
                            .toList())
                    .build();
        });
    }
}
