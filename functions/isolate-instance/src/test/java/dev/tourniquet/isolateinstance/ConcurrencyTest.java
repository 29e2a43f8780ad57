package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Two containers of the function at work on one instance. */
final class ConcurrencyTest extends InWorld {
    private static final String LATER = "another delivery";

    private String instance = "";
    private Map<String, Object> before = Map.of();

    @BeforeEach
    void start() {
        world.profile("/", "web");
        instance = world.instance(network, app, "web");
        world.targetGroup(network, "web", TargetTypeEnum.INSTANCE, instance, 8080);
        before = world.state(instance);
        world.joinAutoScalingGroup(instance, network, "web");
        world.classicLoadBalancer(network, "classic", instance);
    }

    @Test
    void containsOnceWhereTwoDeliveriesRunAtTheSameTime() {
        bothReadBeforeEitherWrites();

        List<String> outcomes = atOnce(List.of(
                () -> Function.enforcing(world, wire).finding(instance, "request-1"),
                () -> Function.enforcing(world, wire).finding(instance, "request-2")));

        assertThat(outcomes).containsExactlyInAnyOrder("CONTAINED", LATER);
        assertContainedOnce(Function.enforcing(world, wire).finding(instance, "request-3"));
    }

    @Test
    void containsOnceWhereTwoFindingsNameTheInstanceAtTheSameTime() {
        bothReadBeforeEitherWrites();

        List<String> outcomes = atOnce(List.of(
                () -> Function.enforcing(world, wire).otherFinding(instance, "finding-1", "request-1"),
                () -> Function.enforcing(world, wire).otherFinding(instance, "finding-2", "request-2")));

        assertThat(outcomes).containsExactlyInAnyOrder("CONTAINED", LATER);
        assertContainedOnce(Function.enforcing(world, wire).otherFinding(instance, "finding-2", "request-3"));
    }

    @Test
    void leavesTheInstanceToWhoeverIsAtWorkOnIt() {
        List<String> second = new ArrayList<>();
        wire.before("ModifyNetworkInterfaceAttribute", () -> {
            wire.allow("ModifyNetworkInterfaceAttribute");
            second.addAll(atOnce(
                    List.of(() -> Function.enforcing(world, wire).otherFinding(instance, "finding-2", "request-2"))));
        });

        JsonNode first = function.finding(instance);

        assertThat(outcome(first)).isEqualTo("CONTAINED");
        assertThat(second).containsExactly(LATER);
        assertContainedOnce(Function.enforcing(world, wire).otherFinding(instance, "finding-2", "request-3"));
    }

    /** The finding that came second is delivered again, and finds all done. */
    private void assertContainedOnce(JsonNode again) {
        assertThat(outcome(again)).isEqualTo("ALREADY_CONTAINED");
        for (String change : List.of(
                "DetachInstances",
                "DeregisterTargets",
                "DeregisterInstancesFromLoadBalancer",
                "PutRolePolicy",
                "CreateSnapshots")) {
            assertThat(wire.count(change)).as(change).isEqualTo(1);
        }
        assertThat(world.snapshots()).hasSameSizeAs(world.describe(instance).blockDeviceMappings());
        assertThat(again.path("report").path("caseId").asText()).isEqualTo("isolate-instance/" + instance + "/1");
        function.release(instance);
        assertThat(world.state(instance)).isEqualTo(before);
        assertThat(world.membersOf("classic")).containsExactly(instance);
    }

    private void bothReadBeforeEitherWrites() {
        CyclicBarrier together = new CyclicBarrier(4);
        AtomicInteger reads = new AtomicInteger();
        for (String read : List.of("Query", "DescribeInstances")) {
            wire.before(read, () -> {
                if (reads.incrementAndGet() <= 4) {
                    await(together);
                }
            });
        }
    }

    private static List<String> atOnce(List<Callable<JsonNode>> deliveries) {
        try (ExecutorService threads = Executors.newFixedThreadPool(deliveries.size())) {
            List<Future<JsonNode>> running =
                    deliveries.stream().map(threads::submit).toList();
            return running.stream().map(ConcurrencyTest::outcomeOf).toList();
        }
    }

    /** What Lambda makes of it: an outcome, or another attempt. */
    private static String outcomeOf(Future<JsonNode> delivery) {
        try {
            return outcome(delivery.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(RetryLater.class).hasMessageContaining(LATER);
            return LATER;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the deliveries do not run at the same time", e);
        }
    }
}
