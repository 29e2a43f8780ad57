package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Instances that are left alone. */
final class RestraintTest extends InWorld {
    @Test
    void doesNothingAboutATerminatedInstance() {
        String instance = instance();
        world.ec2.terminateInstances(request -> request.instanceIds(instance));

        assertThat(outcome(function.finding(instance))).isEqualTo("NOTHING_TO_DO");
        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void doesNothingAboutAnInstanceThatDoesNotExist() {
        assertThat(outcome(function.finding("i-0123456789abcdef0"))).isEqualTo("NOTHING_TO_DO");
        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void leavesAnExemptInstanceAlone() {
        String instance = instance();
        world.ec2.createTags(request -> request.resources(instance).tags(Tags.tag("tourniquet:exempt", "bastion")));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("SKIPPED");
        assertThat(reasons(result)).contains("tourniquet:exempt");
        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void leavesAnAlreadyQuarantinedInstanceAlone() {
        String quarantine = world.quarantineGroup(network, false);
        String instance = world.instance(network, List.of(List.of(quarantine)));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("ALREADY_CONTAINED");
        assertThat(result.path("report").path("residualRisks")).isNotEmpty();
        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void changesNothingWhileObserving() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        Map<String, Object> before = world.state(instance);

        JsonNode result = new Function(world, wire, "observe").finding(instance);

        assertThat(outcome(result)).isEqualTo("DRY_RUN");
        assertThat(wire.changes()).isEmpty();
        assertThat(world.state(instance)).isEqualTo(before);
        assertThat(result.path("plan").path("steps"))
                .isNotEmpty()
                .allSatisfy(
                        step -> assertThat(step.path("before").isMissingNode()).isFalse());
    }
}
