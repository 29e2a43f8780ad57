package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.isolateinstance.World.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Leaving target groups. */
final class TargetGroupsTest extends InWorld {
    @Test
    void leavesTheSameAddressOfAnotherVpcAlone() {
        String instance = instance();
        String address = world.describe(instance).privateIpAddress();
        Network twin = world.network("10.1.0.0/16", false);
        world.targetGroup(network, "ours", TargetTypeEnum.IP, address, 80);
        world.targetGroup(twin, "theirs", TargetTypeEnum.IP, address, 80);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.targets()).containsExactly("theirs " + address + ":80");
    }

    @Test
    void asksOnlyTheTargetGroupsOfItsVpcs() {
        String instance = instance();
        Network other = world.network("10.2.0.0/16", false);
        world.targetGroup(other, "a", TargetTypeEnum.IP, "10.2.0.9", 80);
        world.targetGroup(other, "b", TargetTypeEnum.IP, "10.2.0.9", 80);

        function.finding(instance);

        assertThat(wire.count("DescribeTargetHealth")).isZero();
    }

    @Test
    void matchesTheAddressesOfEachInterfaceInItsOwnVpc() {
        Network other = world.network("10.2.0.0/16", false);
        String instance = instance();
        world.attach(instance, other, List.of(world.group(other, "admin")), 1);
        String first = world.describe(instance).networkInterfaces().get(0).privateIpAddress();
        String second = world.describe(instance).networkInterfaces().get(1).privateIpAddress();
        world.targetGroup(network, "first", TargetTypeEnum.IP, first, 80);
        world.targetGroup(other, "second", TargetTypeEnum.IP, second, 80);
        world.targetGroup(other, "first-elsewhere", TargetTypeEnum.IP, first, 80);

        function.finding(instance);

        assertThat(world.targets()).containsExactly("first-elsewhere " + first + ":80");
    }

    @Test
    void leavesAnAddressAloneThatMovedAwayMeanwhile() {
        String instance = instance();
        String second = world.attach(instance, network, List.of(app), 1);
        String address = world.address(second);
        world.targetGroup(network, "api", TargetTypeEnum.IP, address, 80);
        wire.before("DescribeTargetHealth", () -> {
            wire.allow("DescribeTargetHealth");
            wire.before("PutItem", () -> {
                wire.allow("PutItem");
                world.detach(second);
            });
        });

        JsonNode result = function.finding(instance);

        assertThat(step(result, "leave-target-groups").path("before").path("registered"))
                .hasSize(1);
        assertThat(world.targets()).containsExactly("api " + address + ":80");
    }

    @Test
    void leavesTheOthersWhereOneTargetGroupCannotBeReadAndNamesIt() {
        String instance = instance();
        world.targetGroup(network, "a", TargetTypeEnum.INSTANCE, instance, 80);
        String silent = world.targetGroup(network, "b", TargetTypeEnum.INSTANCE, instance, 80);
        world.targetGroup(network, "c", TargetTypeEnum.INSTANCE, instance, 80);
        wire.beforeRequest("DescribeTargetHealth", request -> {
            if (((DescribeTargetHealthRequest) request).targetGroupArn().equals(silent)) {
                throw Wire.refusal("Throttling");
            }
        });

        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining(silent);

        assertThat(world.targets()).containsExactly("b " + instance + ":80");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
        JsonNode step = releasedStep(function.release(instance), "leave-target-groups");
        assertThat(step.path("note").asText()).contains(silent, "could not be read");
        assertThat(world.targets()).hasSize(3);
    }

    @Test
    void missesNothingInATargetGroupThatAnswersLateAndDoesNotKnowTheInstance() {
        String instance = instance();
        world.targetGroup(network, "a", TargetTypeEnum.INSTANCE, instance, 80);
        String late = world.targetGroup(network, "b", TargetTypeEnum.IP, "10.1.0.250", 80);
        refuseOnce(late);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
    }

    @Test
    void doesNotDeregisterWhatIsNotOnRecordUntilTheNextDeliveryHasPutItThere() {
        String instance = instance();
        world.targetGroup(network, "a", TargetTypeEnum.INSTANCE, instance, 80);
        String late = world.targetGroup(network, "b", TargetTypeEnum.INSTANCE, instance, 80);
        refuseOnce(late);

        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining(late);
        assertThat(world.targets()).containsExactly("b " + instance + ":80");

        JsonNode again = function.finding(instance);
        assertThat(outcome(again)).isEqualTo("CONTAINED");
        assertThat(world.targets()).isEmpty();
        function.release(instance);
        assertThat(world.targets()).containsExactlyInAnyOrder("a " + instance + ":80", "b " + instance + ":80");
    }

    @Test
    void asksFourTargetGroupsAtOnceAtTheMost() {
        String instance = instance();
        for (int i = 0; i < 12; i++) {
            world.targetGroup(network, "tg" + i, TargetTypeEnum.INSTANCE, instance, 80);
        }
        wire.slowly("DescribeTargetHealth");

        function.finding(instance);

        assertThat(world.targets()).isEmpty();
        assertThat(wire.most("DescribeTargetHealth")).isBetween(1, 4);
    }

    @Test
    void asksForTwentySecondsAtATimeAndTheRestOnLaterDeliveries() {
        String instance = instance();
        for (int i = 0; i < 18; i++) {
            world.targetGroup(network, "tg" + i, TargetTypeEnum.INSTANCE, instance, 80);
        }
        AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
        InstantSource clock = () -> Instant.now().plus(passed.get());
        wire.before("DescribeTargetHealth", () -> passed.accumulateAndGet(Duration.ofSeconds(6), Duration::plus));
        Function slow = new Function(world, clock, wire);

        assertThatThrownBy(() -> slow.finding(instance))
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining("leave-target-groups")
                .hasMessageContaining(" more");

        assertThat(wire.count("DescribeTargetHealth"))
                .as("four on one after the other, three beside the last; for reading and for asking again")
                .isBetween(8L, 14L);
        assertThat(world.targets()).as("what was read is left").hasSizeBetween(11, 14);
        int deliveries = 1;
        JsonNode last = null;
        while (last == null && deliveries++ < 5) {
            last = resultOrNull(slow, instance);
        }
        assertThat(last).as("after " + deliveries + " deliveries").isNotNull();
        assertThat(outcome(last)).isEqualTo("CONTAINED");
        assertThat(world.targets()).isEmpty();
        assertThat(step(last, "leave-target-groups").path("before").path("registered"))
                .hasSize(18);
    }

    private static @Nullable JsonNode resultOrNull(Function function, String instance) {
        try {
            return function.finding(instance);
        } catch (RetryLater later) {
            return null;
        }
    }

    private void refuseOnce(String targetGroup) {
        AtomicBoolean refused = new AtomicBoolean();
        wire.beforeRequest("DescribeTargetHealth", request -> {
            if (((DescribeTargetHealthRequest) request).targetGroupArn().equals(targetGroup)
                    && !refused.getAndSet(true)) {
                throw Wire.refusal("Throttling");
            }
        });
    }
}
