package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Instances in every state and place. moto knows few of them, so they are put into its answers. */
final class StateTest extends InWorld {
    @ParameterizedTest
    @EnumSource(
            value = InstanceStateName.class,
            names = {"PENDING", "RUNNING", "STOPPING", "STOPPED"})
    void cutsOffWhateverRunsOrCanRunAgain(InstanceStateName state) {
        String instance = instance();
        shown(each -> each.state(now -> now.name(state)));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
        assertThat(wire.calls()).doesNotContain("StopInstances", "StartInstances", "RebootInstances");
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStateName.class,
            names = {"SHUTTING_DOWN", "TERMINATED"})
    void hasNothingToDoAboutOneThatEnds(InstanceStateName state) {
        String instance = instance();
        shown(each -> each.state(now -> now.name(state)));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("NOTHING_TO_DO");
        assertThat(reasons(result)).contains(instance + " is " + state);
        assertThat(wire.changes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = InstanceStateName.class, mode = Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
    void knowsEveryState(InstanceStateName state) {
        assertThat(Instances.ended(
                        Instance.builder().state(now -> now.name(state)).build()))
                .isEqualTo(state == InstanceStateName.SHUTTING_DOWN || state == InstanceStateName.TERMINATED);
    }

    @Test
    void cutsOffAHibernatedInstance() {
        String instance = instance();
        shown(each -> each.state(now -> now.name(InstanceStateName.STOPPED))
                .hibernationOptions(options -> options.configured(true))
                .stateReason(reason -> reason.code("Client.UserInitiatedHibernate")));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void cutsOffAnInstanceOnAnOutpost() {
        String instance = instance();
        shown(each -> each.outpostArn("arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0")
                .placement(place -> place.availabilityZone("us-east-1a").tenancy("host")));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void cutsOffAnInstanceInALocalZone() {
        String instance = instance();
        shown(each -> each.placement(place -> place.availabilityZone("us-east-1-bos-1a")));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    private void shown(Consumer<Instance.Builder> change) {
        wire.answer("DescribeInstances", response -> {
            DescribeInstancesResponse found = (DescribeInstancesResponse) response;
            return found.toBuilder()
                    .reservations(found.reservations().stream()
                            .map(reservation -> reservation.toBuilder()
                                    .instances(reservation.instances().stream()
                                            .map(each -> each.toBuilder()
                                                    .applyMutation(change)
                                                    .build())
                                            .toList())
                                    .build())
                            .toList())
                    .build();
        });
    }
}
