package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.World.Network;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Containment over the wire, through the handler and the real SDK. */
final class ContainmentTest {
    private static World world;

    private final Wire wire = new Wire();
    private Network network;
    private String app;
    private Function function;

    @BeforeAll
    static void start() {
        world = new World();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void reset() {
        world.reset();
        network = world.network("10.1.0.0/16", false);
        app = world.group(network, "app");
        function = Function.enforcing(world, wire);
    }

    @Test
    void movesEveryInterfaceIntoAGroupWithoutRules() {
        String instance = world.instance(network, List.of(List.of(app), List.of(app, world.group(network, "db"))));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(result.toPrettyString()).isEqualTo("CONTAINED");
        SecurityGroup quarantine = world.quarantineGroupOf(network).orElseThrow();
        assertThat(quarantine.ipPermissions()).isEmpty();
        assertThat(quarantine.ipPermissionsEgress()).isEmpty();
        assertThat(Tags.value(quarantine.tags(), "tourniquet:quarantine")).contains("true");
        assertThat(world.interfaces(instance))
                .hasSize(2)
                .allSatisfy(each -> assertThat(world.groupsOf(each)).containsExactly(quarantine.groupId()));
        assertThat(result.path("report").path("residualRisks").toString()).contains("5 days", "350 seconds", "DNS");
    }

    @Test
    void keepsTheEvidence() {
        String instance = world.instance(network, List.of(List.of(app)));

        JsonNode result = function.finding(instance);

        assertThat(world.state(instance))
                .containsEntry("protected", true)
                .containsEntry("shutdown", "stop")
                .containsEntry("tags", Map.of("tourniquet:case", "isolate-instance/" + instance + "/1"));
        assertThat(world.describe(instance).blockDeviceMappings())
                .isNotEmpty()
                .allMatch(mapping -> !mapping.ebs().deleteOnTermination());
        assertThat(world.snapshots())
                .hasSameSizeAs(world.describe(instance).blockDeviceMappings())
                .allSatisfy(snapshot -> assertThat(Tags.value(snapshot.tags(), "tourniquet:case"))
                        .contains("isolate-instance/" + instance + "/1"));
        assertThat(statuses(result)).containsOnly("VERIFIED");
    }

    @Test
    void takesAGroupOfEachVpcWhereTheInterfacesLieInTwo() {
        Network other = world.network("10.2.0.0/16", false);
        String instance = world.instance(network, List.of(List.of(app)));
        String second = world.attach(instance, other, List.of(world.group(other, "admin")), 1);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.groupsOf(world.interfaces(instance).getFirst()))
                .containsExactly(world.quarantineGroupOf(network).orElseThrow().groupId());
        assertThat(world.groupsOf(second))
                .containsExactly(world.quarantineGroupOf(other).orElseThrow().groupId());
    }

    @Test
    void removesTheIpv6EgressOfANewGroupToo() {
        Network ipv6 = world.network("10.3.0.0/16", true);
        String probe = world.group(ipv6, "probe");
        assertThat(world.securityGroup(probe).ipPermissionsEgress().toString()).contains("::/0");
        String instance = world.instance(ipv6, List.of(List.of(probe)));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.quarantineGroupOf(ipv6).orElseThrow().ipPermissionsEgress())
                .isEmpty();
    }

    @Test
    void emptiesAQuarantineGroupThatHasGainedRules() {
        String quarantine = world.quarantineGroup(network, true);
        String instance = world.instance(network, List.of(List.of(app)));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.securityGroup(quarantine).ipPermissions()).isEmpty();
        assertThat(world.securityGroup(quarantine).ipPermissionsEgress()).isEmpty();
        assertThat(step(result, "ensure-quarantine-group").path("before").toString())
                .contains("tcp 22-22 198.51.100.0/24", "-1 0.0.0.0/0");
        assertThat(wire.calls().indexOf("RevokeSecurityGroupIngress"))
                .isLessThan(wire.calls().indexOf("ModifyNetworkInterfaceAttribute"));
    }

    @Test
    void neverMovesAnInterfaceIntoAGroupThatKeepsItsRules() {
        world.quarantineGroup(network, true);
        String instance = world.instance(network, List.of(List.of(app)));
        wire.deny("RevokeSecurityGroupEgress");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result))
                .contains(
                        "ec2:RevokeSecurityGroupEgress",
                        world.interfaces(instance).getFirst());
        assertThat(wire.count("ModifyNetworkInterfaceAttribute")).isZero();
        assertThat(world.groupsOf(world.interfaces(instance).getFirst())).containsExactly(app);
    }

    @Test
    void leavesARuleOfAForeignGroupOfTheSameNameAlone() {
        String foreign = world.group(network, QuarantineGroup.NAME);
        String instance = world.instance(network, List.of(List.of(app)));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result)).contains("lacks the tag tourniquet:quarantine");
        assertThat(world.securityGroup(foreign).ipPermissionsEgress()).isNotEmpty();
    }

    @Test
    void usesTheGroupOfWhoeverCreatedItFirst() {
        String instance = world.instance(network, List.of(List.of(app)));
        wire.before("CreateSecurityGroup", () -> world.quarantineGroup(network, false));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.groupsOf(world.interfaces(instance).getFirst()))
                .containsExactly(world.quarantineGroupOf(network).orElseThrow().groupId());
    }

    @Test
    void readsInOneRoundTripAndCutsRightAfterTheCaseIsOnRecord() {
        world.quarantineGroup(network, false);
        String instance = world.instance(network, List.of(List.of(app)));
        CyclicBarrier together = new CyclicBarrier(4);
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
        assertThat(calls.subList(0, 4))
                .containsExactlyInAnyOrder(
                        "DescribeInstances", "DescribeSecurityGroups", "DescribeAutoScalingInstances", "Query");
        assertThat(calls.get(4)).isEqualTo("PutItem");
        assertThat(wire.changes().getFirst()).isEqualTo("ModifyNetworkInterfaceAttribute");
        assertThat(calls.indexOf("CreateSnapshots"))
                .isGreaterThan(calls.lastIndexOf("ModifyNetworkInterfaceAttribute"));
    }

    @Test
    void putsTheCaseOnRecordBeforeTheFirstChange() {
        String instance = world.instance(network, List.of(List.of(app)));

        function.finding(instance);

        assertThat(wire.calls().indexOf("PutItem")).isLessThan(wire.calls().indexOf("CreateSecurityGroup"));
        assertThat(wire.changes())
                .startsWith("CreateSecurityGroup", "RevokeSecurityGroupEgress", "ModifyNetworkInterfaceAttribute");
    }

    @Test
    void takesTheInstanceOutOfItsAutoScalingGroupAndTargetGroups() {
        String instance = world.instance(network, List.of(List.of(app)));
        String address = world.describe(instance).privateIpAddress();
        world.joinAutoScalingGroup(instance, network, "web");
        world.targetGroup(network, "by-instance", TargetTypeEnum.INSTANCE, instance, 8080);
        world.targetGroup(network, "by-address", TargetTypeEnum.IP, address, 8081);
        world.targetGroup(network, "of-others", TargetTypeEnum.IP, "10.1.0.250", 80);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.autoScalingGroupOf(instance)).isEmpty();
        assertThat(world.autoScaling
                        .describeAutoScalingGroups()
                        .autoScalingGroups()
                        .getFirst()
                        .desiredCapacity())
                .isEqualTo(1);
        assertThat(world.targets()).containsExactly("of-others 10.1.0.250:80");
        assertThat(step(result, "leave-target-groups").path("before")).hasSize(2);
        assertThat(result.path("report").path("residualRisks").toString()).contains("web", "replacement");
    }

    @Test
    void isolatesAStoppedInstanceToo() {
        String instance = world.instance(network, List.of(List.of(app)));
        world.ec2.stopInstances(request -> request.instanceIds(instance));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.groupsOf(world.interfaces(instance).getFirst())).doesNotContain(app);
    }

    @Test
    void doesNothingAboutATerminatedInstance() {
        String instance = world.instance(network, List.of(List.of(app)));
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
        String instance = world.instance(network, List.of(List.of(app)));
        world.ec2.createTags(
                request -> request.resources(instance).tags(Tags.tag("tourniquet:exempt", "until the audit")));

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
        String instance = world.instance(network, List.of(List.of(app)));
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

    @Test
    void namesActionAndInterfaceWhereTheCutIsDenied() {
        String instance = world.instance(network, List.of(List.of(app)));
        wire.deny("ModifyNetworkInterfaceAttribute");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result))
                .contains(
                        "ec2:ModifyNetworkInterfaceAttribute",
                        world.interfaces(instance).getFirst(),
                        "UnauthorizedOperation");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        assertThat(world.snapshots()).isNotEmpty();
    }

    @Test
    void isPartialWhereOnlyTheAutoScalingGroupRefuses() {
        String instance = world.instance(network, List.of(List.of(app)));
        world.joinAutoScalingGroup(instance, network, "web");
        wire.deny("DetachInstances");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("autoscaling:DetachInstances", instance);
        assertThat(world.groupsOf(world.interfaces(instance).getFirst())).doesNotContain(app);
    }

    @Test
    void cutsEvenWhereAutoScalingCannotBeRead() {
        String instance = world.instance(network, List.of(List.of(app)));
        wire.deny("DescribeAutoScalingInstances");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("autoscaling:DescribeAutoScalingInstances");
        assertThat(world.groupsOf(world.interfaces(instance).getFirst())).doesNotContain(app);
    }

    @Test
    void saysWhatCouldNotBePreserved() {
        String instance = world.instance(network, List.of(List.of(app)));
        wire.refuse("ModifyInstanceAttribute", "UnsupportedOperation");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(reasons(result)).contains("not preserved: protect-termination " + instance, "UnsupportedOperation");
        assertThat(world.snapshots()).isNotEmpty();
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

    private static String outcome(JsonNode result) {
        return result.path("report").path("outcome").asText();
    }

    private static String reasons(JsonNode result) {
        return result.path("report").path("reasons").toString();
    }

    private static Set<String> statuses(JsonNode result) {
        return Set.copyOf(
                StreamSupport.stream(result.path("report").path("steps").spliterator(), false)
                        .map(step -> step.path("status").asText())
                        .distinct()
                        .toList());
    }

    private static JsonNode step(JsonNode result, String action) {
        return StreamSupport.stream(result.path("plan").path("steps").spliterator(), false)
                .filter(step -> step.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
