package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** What happens in which order: reads at once, the record, the cut, the evidence. */
final class OrderTest extends InWorld {
    @Test
    void readsInOneRoundTripAndCutsRightAfterTheCaseIsOnRecord() {
        world.quarantineGroup(network, false);
        String instance = instance();
        CyclicBarrier together = new CyclicBarrier(5);
        CountDownLatch cut = new CountDownLatch(1);
        AtomicBoolean planned = new AtomicBoolean();
        for (String read :
                List.of("DescribeInstances", "DescribeSecurityGroups", "DescribeAutoScalingInstances", "Query")) {
            wire.before(read, () -> {
                if (!planned.get()) {
                    await(together);
                }
            });
        }
        wire.before("PutItem", () -> planned.set(true));
        wire.before("ModifyNetworkInterfaceAttribute", cut::countDown);
        for (String read : List.of("DescribeTargetGroups", "DescribeInstanceAttribute")) {
            wire.before(read, () -> await(cut));
        }

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        List<String> calls = wire.calls();
        // The two queries are for the case and for what is switched.
        assertThat(calls.subList(0, 5))
                .containsExactlyInAnyOrder(
                        "DescribeInstances",
                        "DescribeSecurityGroups",
                        "DescribeAutoScalingInstances",
                        "Query",
                        "Query");
        assertThat(calls.get(5)).isEqualTo("PutItem");
        assertThat(wire.changes().getFirst()).isEqualTo("ModifyNetworkInterfaceAttribute");
        assertThat(calls.indexOf("CreateSnapshots"))
                .isGreaterThan(calls.lastIndexOf("ModifyNetworkInterfaceAttribute"));
    }

    @Test
    void putsTheCaseOnRecordBeforeTheFirstChange() {
        String instance = instance();

        function.finding(instance);

        assertThat(wire.calls().indexOf("PutItem")).isLessThan(wire.calls().indexOf("CreateSecurityGroup"));
        assertThat(wire.changes())
                .startsWith("CreateSecurityGroup", "RevokeSecurityGroupEgress", "ModifyNetworkInterfaceAttribute");
    }

    /** Real Auto Scaling takes an instance that it detaches out of the group's target groups. */
    @Test
    void putsTheRegistrationsOnRecordBeforeAutoScalingEndsThem() {
        world.quarantineGroup(network, false);
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        String targetGroup = world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        wire.before("DetachInstances", () -> world.drain(targetGroup));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(step(result, "leave-target-groups").path("before").path("registered"))
                .hasSize(1);
        List<String> calls = wire.calls();
        int detached = calls.indexOf("DetachInstances");
        assertThat(calls.subList(0, detached)).contains("DescribeTargetHealth");
        assertThat(calls.subList(calls.indexOf("DescribeTargetHealth"), detached))
                .contains("PutItem");
        function.release(instance);
        assertThat(world.targets()).containsExactly("web " + instance + ":8080");
    }

    @Test
    void cutsAMemberOfAnAutoScalingGroupBeforeItsTargetGroupsAreRead() {
        world.quarantineGroup(network, false);
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        CountDownLatch cut = new CountDownLatch(1);
        wire.before("ModifyNetworkInterfaceAttribute", cut::countDown);
        wire.before("DescribeTargetHealth", () -> await(cut));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(wire.changes()).startsWith("ModifyNetworkInterfaceAttribute");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the reads wait for each other", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS))
                    .as("the cut waits for no read")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
