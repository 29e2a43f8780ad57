package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.World.Network;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The group into which interfaces are moved: one for each VPC, without a rule, whoever made it. */
final class QuarantineGroupTest extends InWorld {
    @Test
    void takesAGroupOfEachVpcWhereTheInterfacesLieInTwo() {
        Network other = world.network("10.2.0.0/16", false);
        String instance = instance();
        String second = world.attach(instance, other, List.of(world.group(other, "admin")), 1);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance))
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
        String instance = instance();

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
        String instance = instance();
        wire.deny("RevokeSecurityGroupEgress");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result))
                .contains(
                        "ec2:RevokeSecurityGroupEgress",
                        world.interfaces(instance).getFirst());
        assertThat(wire.count("ModifyNetworkInterfaceAttribute")).isZero();
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void leavesARuleOfAForeignGroupOfTheSameNameAlone() {
        String foreign = world.group(network, QuarantineGroup.NAME);
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result)).contains("lacks the tag tourniquet:quarantine");
        assertThat(world.securityGroup(foreign).ipPermissionsEgress()).isNotEmpty();
    }

    @Test
    void usesTheGroupOfWhoeverCreatedItFirst() {
        String instance = instance();
        // The other one has not come to removing the rules yet.
        wire.before("CreateSecurityGroup", () -> world.quarantineGroup(network, true));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance))
                .containsExactly(world.quarantineGroupOf(network).orElseThrow().groupId());
    }

    @Test
    void waitsUntilANewGroupIsKnownEverywhere() {
        String instance = instance();
        AtomicInteger attempts = new AtomicInteger();
        wire.before("ModifyNetworkInterfaceAttribute", () -> {
            if (attempts.incrementAndGet() < 3) {
                throw Wire.refusal("InvalidGroup.NotFound");
            }
        });

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
    }
}
