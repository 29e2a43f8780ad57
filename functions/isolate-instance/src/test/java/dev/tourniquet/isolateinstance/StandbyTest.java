package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.nextSteps;
import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaving an Auto Scaling group that must not lose a member. */
final class StandbyTest extends InWorld {
    private static final String STEP = "leave-auto-scaling-group";
    private static final String REJOIN = "rejoin-auto-scaling-group";

    @Test
    void goesIntoStandbyWhereDetachingWouldGoBelowTheMinimum() {
        String instance = member(1);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(world.lifecycleState(instance)).isEqualTo("Standby");
        assertThat(wire.count("DetachInstances")).isZero();
        assertThat(world.autoScalingGroup().desiredCapacity())
                .as("the group replaces it")
                .isEqualTo(1);
        JsonNode before = step(result, STEP).path("before");
        assertThat(before.path("way").asText()).isEqualTo("STANDBY");
        assertThat(before.path("reason").asText()).contains("0 members are InService", "minimum is 1");
        assertThat(before.path("group").path("min").asInt()).isEqualTo(1);
        assertThat(before.path("group").path("max").asInt()).isEqualTo(5);
        assertThat(before.path("group").path("desired").asInt()).isEqualTo(1);
        assertThat(before.path("group").path("inService").asInt()).isEqualTo(1);
        assertThat(residualRisks(result)).contains("replacement", "same template", "Standby");
    }

    @Test
    void detachesWhereEnoughMembersStay() {
        String instance = member(1);
        String other = instance();
        world.autoScaling.attachInstances(
                request -> request.autoScalingGroupName("web").instanceIds(other));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        assertThat(world.autoScalingGroupOf(other)).contains("web");
        JsonNode before = step(result, STEP).path("before");
        assertThat(before.path("way").asText()).isEqualTo("DETACH");
        assertThat(before.path("reason").asText()).contains("1 members are InService", "minimum is 1");
        assertThat(before.path("group").path("desired").asInt()).isEqualTo(2);
    }

    @Test
    void hasTheGroupOnRecordBeforeItChangesIt() {
        String instance = member(1);

        function.finding(instance);

        List<String> calls = wire.calls();
        int left = calls.indexOf("EnterStandby");
        int read = calls.indexOf("DescribeAutoScalingGroups");
        assertThat(read).isBetween(0, left);
        assertThat(calls.subList(read, left)).contains("PutItem");
    }

    @Test
    void changesNothingOnASecondDelivery() {
        String instance = member(1);
        function.finding(instance);
        wire.forget();

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("ALREADY_CONTAINED");
        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void leavesInStandbyWhatSomebodyPutThere() {
        String instance = member(0);
        world.autoScaling.enterStandby(request ->
                request.autoScalingGroupName("web").instanceIds(instance).shouldDecrementDesiredCapacity(true));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
        function.release(instance, REJOIN);

        assertThat(world.lifecycleState(instance)).isEqualTo("Standby");
        assertThat(wire.calls()).doesNotContain("EnterStandby", "ExitStandby", "DetachInstances", "AttachInstances");
    }

    @Test
    void staysInStandbyUnlessTheReleaseIsToldOtherwise() {
        String instance = member(1);
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).contains("Standby", "web", REJOIN);
        assertThat(world.lifecycleState(instance)).isEqualTo("Standby");
    }

    @Test
    void returnsToServiceWhenTold() {
        String instance = member(1);
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance, REJOIN), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("desired capacity", "grew by one");
        assertThat(world.lifecycleState(instance)).isEqualTo("InService");
        assertThat(wire.count("AttachInstances")).isZero();
    }

    /** The SDK tries again where the answer is lost, and Auto Scaling refuses what has been done. */
    @Test
    void isBackAlthoughTheSecondAttemptIsRefused() {
        String instance = member(1);
        function.finding(instance);
        wire.before("ExitStandby", () -> {
            world.autoScaling.exitStandby(
                    request -> request.autoScalingGroupName("web").instanceIds(instance));
            throw Wire.refusal("ValidationError");
        });

        JsonNode step = releasedStep(function.release(instance, REJOIN), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.lifecycleState(instance)).isEqualTo("InService");
    }

    @Test
    void isNotBackWhereItIsRefusedAndStaysInStandby() {
        String instance = member(1);
        function.finding(instance);
        wire.before("ExitStandby", () -> {
            throw Wire.refusal("ValidationError");
        });

        JsonNode step = releasedStep(function.release(instance, REJOIN), STEP);

        assertThat(step.path("result").asText()).isEqualTo("FAILED");
        assertThat(world.lifecycleState(instance)).isEqualTo("Standby");
    }

    @Test
    void doesNotReturnToServiceWhileItCannotPassHealthChecks() {
        String instance = member(1);
        function.finding(instance);
        world.ec2.deleteSecurityGroup(request -> request.groupId(app));

        JsonNode step = releasedStep(function.release(instance, REJOIN), STEP);

        assertThat(step.path("result").asText()).isEqualTo("KEPT");
        assertThat(step.path("note").asText()).contains("quarantine", "release again");
        assertThat(world.lifecycleState(instance)).isEqualTo("Standby");
    }

    @Test
    void detachesWhereStandbyIsRefusedAndSaysSo() {
        String instance = member(1);
        wire.refuse("EnterStandby", "ValidationError");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        assertThat(world.autoScalingGroup().desiredCapacity())
                .as("the group replaces it")
                .isEqualTo(1);
        assertThat(nextSteps(result))
                .contains("was detached from Auto Scaling group web")
                .contains("autoscaling:EnterStandby on " + instance + ": ValidationError")
                .contains("fewer members than its minimum");
        JsonNode kept = releasedStep(function.release(instance), STEP);
        assertThat(kept.path("result").asText()).isEqualTo("KEPT");
        assertThat(kept.path("note").asText()).contains("not put back", "web", REJOIN);
    }

    @Test
    void detachesNoneThatStandbyIsDeniedFor() {
        String instance = member(1);
        wire.deny("EnterStandby");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("autoscaling:EnterStandby on " + instance + ": UnauthorizedOperation");
        assertThat(world.lifecycleState(instance)).isEqualTo("InService");
    }

    @Test
    void returnsFromOutsideWhereStandbyWasRefused() {
        String instance = member(1);
        wire.refuse("EnterStandby", "ValidationError");
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance, REJOIN), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.lifecycleState(instance)).isEqualTo("InService");
        assertThat(wire.count("ExitStandby")).isZero();
    }

    @Test
    void hasNothingToReturnWhereSomebodyReturnedItAlready() {
        String instance = member(1);
        function.finding(instance);
        world.autoScaling.exitStandby(
                request -> request.autoScalingGroupName("web").instanceIds(instance));

        assertThat(releasedStep(function.release(instance, REJOIN), STEP)
                        .path("result")
                        .asText())
                .isEqualTo("ALREADY_SO");
    }

    @Test
    void leavesAGroupThatDoesNotTellItsValuesAndNamesTheCall() {
        String instance = member(1);
        wire.refuse("DescribeAutoScalingGroups", "AccessDenied");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(nextSteps(result)).contains("autoscaling:DescribeAutoScalingGroups on web: AccessDenied");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        assertThat(step(result, STEP).path("before").path("reason").asText()).contains("could not be read");
        assertThat(releasedStep(function.release(instance), STEP).path("note").asText())
                .contains("registers its members with is not on record");
    }

    /** A running instance in the group {@code web}. */
    private String member(int minimum) {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        world.autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName("web").minSize(minimum));
        return instance;
    }
}
