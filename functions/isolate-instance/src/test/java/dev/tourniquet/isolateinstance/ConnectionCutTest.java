package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.World.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Open connections, cut by an all-open group that an interface is never left in. */
final class ConnectionCutTest extends InWorld {
    private static final String MODIFY = "ModifyNetworkInterfaceAttribute";
    private static final Map<String, String> ON = Map.of("TOURNIQUET_CUT_CONNECTIONS", "true");

    private final List<String> moves = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void cutConnections() {
        wire.beforeRequest(MODIFY, request -> {
            ModifyNetworkInterfaceAttributeRequest move = (ModifyNetworkInterfaceAttributeRequest) request;
            moves.add(move.networkInterfaceId() + " " + name(move.groups().getFirst()));
        });
        function = new Function(world, ON, wire);
    }

    @Test
    void isOffByDefault() {
        String instance = instance();

        JsonNode result = new Function(world, Map.of(), wire).finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(wire.count(MODIFY)).isEqualTo(1);
        assertThat(wire.calls()).doesNotContain("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress");
        assertThat(world.named(network, ConnectionCutGroup.NAME)).isEmpty();
        assertThat(residualRisks(result))
                .contains("5 days", "NAT gateways", "DNS")
                .doesNotContain("all-open");
    }

    @Test
    void closesThenOpensThenClosesEachInterfaceOnItsOwn() {
        String instance = world.instance(network, List.of(List.of(app), List.of(app)));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(result.toPrettyString()).isEqualTo("CONTAINED");
        assertThat(world.interfaces(instance)).hasSize(2).allSatisfy(eni -> {
            assertThat(moves.stream().filter(move -> move.startsWith(eni)))
                    .containsExactly(
                            eni + " tourniquet-quarantine",
                            eni + " tourniquet-connection-cut",
                            eni + " tourniquet-quarantine");
            assertThat(world.groupsOf(eni))
                    .containsExactly(
                            world.quarantineGroupOf(network).orElseThrow().groupId());
        });
        assertThat(residualRisks(result)).contains("not verified on AWS", "NAT gateways", "DNS", "metadata service");
        assertThat(Results.nextSteps(result)).doesNotContain("not cut");
    }

    @Test
    void letsEverythingThroughTheAllOpenGroupAndNothingElseIsInIt() {
        Network ipv6 = world.network("10.3.0.0/16", true);
        String instance = world.instance(ipv6, List.of(List.of(world.group(ipv6, "app"))));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        SecurityGroup open = world.named(ipv6, ConnectionCutGroup.NAME).orElseThrow();
        assertThat(Tags.value(open.tags(), ConnectionCutGroup.TAG)).contains("true");
        assertThat(Rules.of(open.ipPermissions())).containsExactlyInAnyOrder("-1 0.0.0.0/0", "-1 ::/0");
        assertThat(Rules.of(open.ipPermissionsEgress())).containsExactlyInAnyOrder("-1 0.0.0.0/0", "-1 ::/0");
        assertThat(moves).hasSize(3);
    }

    @Test
    void preparesTheAllOpenGroupOnce() {
        function.finding(instance());
        wire.forget();

        assertThat(outcome(function.finding(instance(), "request-2"))).isEqualTo("CONTAINED");

        assertThat(wire.changes()).startsWith(MODIFY, MODIFY, MODIFY);
        assertThat(wire.calls()).doesNotContain("CreateSecurityGroup", "AuthorizeSecurityGroupIngress");
    }

    @Test
    void completesAnAllOpenGroupThatWasLeftHalfMade() {
        String open = world.connectionCutGroup(network);
        String instance = instance();

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.securityGroup(open).ipPermissions()).isNotEmpty();
        assertThat(moves).hasSize(3);
    }

    @Test
    void doesNotOpenAnInterfaceByAGroupThatHasOtherRulesToo() {
        String open = world.connectionCutGroup(network);
        world.ec2.authorizeSecurityGroupIngress(request -> request.groupId(open).ipPermissions(World.ssh()));
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(moves).hasSize(1);
        assertThat(reasons(result))
                .contains("not prepared: ensure-connection-cut-group " + network.vpc(), open, "has rules beside");
    }

    @Test
    void doesNotOpenAnInterfaceByAGroupThatSomebodyElseMade() {
        String open = world.connectionCutGroup(network);
        world.untag(open, ConnectionCutGroup.TAG);

        JsonNode result = function.finding(instance());

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(moves).hasSize(1);
        assertThat(reasons(result)).contains(open, "lacks the tag tourniquet:connection-cut");
        assertThat(wire.calls()).doesNotContain("AuthorizeSecurityGroupIngress");
    }

    @Test
    void isolatesWithoutTheAllOpenGroupWhereThatCannotBeMade() {
        wire.beforeRequest("CreateSecurityGroup", request -> {
            if (((CreateSecurityGroupRequest) request).groupName().equals(ConnectionCutGroup.NAME)) {
                throw Wire.refusal("SecurityGroupLimitExceeded");
            }
        });
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(reasons(result)).contains("ensure-connection-cut-group", "SecurityGroupLimitExceeded");
        assertThat(moves).hasSize(1);
    }

    @Test
    void opensNothingOnALaterDelivery() {
        String instance = instance();
        function.finding(instance);
        String second = world.attach(instance, network, List.of(app), 1);
        moves.clear();

        assertThat(outcome(function.finding(instance, "request-2"))).isEqualTo("CONTAINED");

        assertThat(moves.stream().filter(move -> move.endsWith(ConnectionCutGroup.NAME)))
                .containsExactly(second + " tourniquet-connection-cut");
    }

    @Test
    void opensNothingWhereTheInvocationIsAboutToEnd() {
        String first = instance();
        String second = instance();

        JsonNode result = function.with(Duration.ofSeconds(59)).finding(first);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(moves).hasSize(1).allMatch(move -> move.endsWith(QuarantineGroup.NAME));
        assertThat(Results.nextSteps(result))
                .contains(world.interfaces(first).getFirst() + " were not cut by this delivery: no time was left");
        moves.clear();
        function.with(Duration.ofSeconds(90)).finding(second, "request-2");
        assertThat(moves).as("the time of another invocation").hasSize(3);
    }

    @Test
    void releasesAnInterfaceThatWasLeftInTheAllOpenGroup() {
        String instance = instance();
        function.finding(instance);
        world.move(
                world.interfaces(instance).getFirst(),
                world.named(network, ConnectionCutGroup.NAME).orElseThrow().groupId());

        JsonNode released = function.release(instance);

        assertThat(releasedStep(released, "quarantine-interface").path("result").asText())
                .isEqualTo("RESTORED");
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    private static String name(String group) {
        return world.securityGroup(group).groupName();
    }
}
