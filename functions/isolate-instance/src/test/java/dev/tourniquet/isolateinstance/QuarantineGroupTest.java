package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.nextSteps;
import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.World.Network;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

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
        assertThat(wire.count("CreateSecurityGroup")).isEqualTo(1);
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void takesTheNextNameWhereItMayNotEmptyItsOwnGroup() {
        String kept = world.quarantineGroup(network, true);
        String instance = instance();
        wire.beforeRequest("RevokeSecurityGroupIngress", request -> {
            if (((RevokeSecurityGroupIngressRequest) request).groupId().equals(kept)) {
                throw Wire.refusal("UnauthorizedOperation");
            }
        });

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        SecurityGroup used = world.securityGroup(groupsOfFirst(instance).getFirst());
        assertThat(used.groupName()).isEqualTo("tourniquet-quarantine-2");
        assertThat(used.ipPermissionsEgress()).isEmpty();
        assertThat(wire.count("CreateSecurityGroup")).isEqualTo(1);
        assertThat(nextSteps(result)).contains("ec2:RevokeSecurityGroupIngress on " + kept + ": UnauthorizedOperation");
    }

    @Test
    void takesTheNextNameWhereSomebodyAddsTheRulesAgainAndAgain() {
        String undone = world.quarantineGroup(network, true);
        String instance = instance();
        wire.before("DescribeSecurityGroups", () -> {
            if (world.securityGroup(undone).ipPermissions().isEmpty()) {
                world.ec2.authorizeSecurityGroupIngress(
                        request -> request.groupId(undone).ipPermissions(World.ssh()));
            }
        });

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.securityGroup(groupsOfFirst(instance).getFirst()).groupName())
                .isEqualTo("tourniquet-quarantine-2");
    }

    @Test
    void makesNoSixthGroupForWhoeverAddsRulesAgain() {
        for (int number = 2; number <= 6; number++) {
            world.quarantineGroup(network, QuarantineGroup.NAME + "-" + number, true);
        }
        String instance = instance();
        wire.deny("RevokeSecurityGroupIngress");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result)).contains("ec2:RevokeSecurityGroupIngress");
        assertThat(wire.count("CreateSecurityGroup")).isZero();
    }

    @Test
    void takesTheNextNameWhereSomebodyElseHasTheFirst() {
        String foreign = world.group(network, QuarantineGroup.NAME);
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(result.toPrettyString()).isEqualTo("CONTAINED");
        SecurityGroup used = world.securityGroup(groupsOfFirst(instance).getFirst());
        assertThat(used.groupName()).isEqualTo("tourniquet-quarantine-2");
        assertThat(used.ipPermissionsEgress()).isEmpty();
        assertThat(world.securityGroup(foreign).ipPermissionsEgress()).isNotEmpty();
        assertThat(nextSteps(result)).contains(foreign, "not the tag tourniquet:quarantine");
        assertThat(step(result, "quarantine-interface").path("after").toString())
                .contains("tourniquet-quarantine-2");
        function.release(instance);
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void doesNotTrustAForeignGroupThatHasNoRuleYet() {
        String foreign = world.quarantineGroup(network, false);
        world.untag(foreign, QuarantineGroup.TAG);
        String instance = world.instance(network, List.of(List.of(foreign)));

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).hasSize(1).doesNotContain(foreign);
    }

    @Test
    void usesTheReplacementAgainForTheNextInstance() {
        world.group(network, QuarantineGroup.NAME);
        String first = instance();
        String second = instance();
        function.finding(first);
        wire.forget();

        assertThat(outcome(function.finding(second, "request-2"))).isEqualTo("CONTAINED");

        assertThat(wire.count("CreateSecurityGroup")).isZero();
        assertThat(groupsOfFirst(second)).isEqualTo(groupsOfFirst(first));
        assertThat(outcome(function.finding(second, "request-3"))).isEqualTo("ALREADY_CONTAINED");
    }

    @Test
    void prefersAGroupWithoutRulesToOneThatHasToBeEmptied() {
        String open = world.quarantineGroup(network, true);
        String empty = world.quarantineGroup(network, "tourniquet-quarantine-3", false);
        world.quarantineGroup(network, "tourniquet-quarantine-10", false);
        String instance = instance();

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).containsExactly(empty);
        assertThat(world.securityGroup(open).ipPermissions()).isNotEmpty();
        assertThat(wire.changes()).startsWith("ModifyNetworkInterfaceAttribute");
    }

    @Test
    void doesNotTakeALongerNameForItsOwn() {
        String other = world.quarantineGroup(network, "tourniquet-quarantine-2-of-others", false);
        String instance = instance();

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).doesNotContain(other);
    }

    @Test
    void emptiesAGroupWhoseOnlyRuleNamesItself() {
        String quarantine = world.quarantineGroup(network, false);
        IpPermission itself = IpPermission.builder()
                .ipProtocol("-1")
                .userIdGroupPairs(UserIdGroupPair.builder()
                        .groupId(quarantine)
                        .userId(LocalAws.ACCOUNT)
                        .build())
                .build();
        world.ec2.authorizeSecurityGroupIngress(
                request -> request.groupId(quarantine).ipPermissions(itself));
        String instance = instance();

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(groupsOfFirst(instance)).containsExactly(quarantine);
        assertThat(world.securityGroup(quarantine).ipPermissions()).isEmpty();
    }

    @Test
    void takesTheNextNameWhereTheFirstIsTakenByAGroupOutOfSight() {
        String instance = instance();
        wire.beforeRequest("CreateSecurityGroup", request -> {
            if (((CreateSecurityGroupRequest) request).groupName().equals(QuarantineGroup.NAME)) {
                throw Wire.refusal("InvalidGroup.Duplicate");
            }
        });

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(world.securityGroup(groupsOfFirst(instance).getFirst()).groupName())
                .isEqualTo("tourniquet-quarantine-2");
    }

    @Test
    void namesTheQuotaThatKeepsItFromCreatingAGroup() {
        String instance = instance();
        wire.refuse("CreateSecurityGroup", "SecurityGroupLimitExceeded");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("FAILED");
        assertThat(reasons(result))
                .contains("ec2:CreateSecurityGroup on " + network.vpc() + ": SecurityGroupLimitExceeded");
        assertThat(groupsOfFirst(instance)).containsExactly(app);
    }

    @Test
    void isPartialWhereTheQuotaOfGroupsIsUsedUpForOneOfTwoVpcs() {
        Network other = world.network("10.2.0.0/16", false);
        String quarantine = world.quarantineGroup(other, false);
        String instance = instance();
        String second = world.attach(instance, other, List.of(world.group(other, "admin")), 1);
        wire.refuse("CreateSecurityGroup", "SecurityGroupLimitExceeded");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result))
                .contains("ec2:CreateSecurityGroup on " + network.vpc() + ": SecurityGroupLimitExceeded")
                .contains(world.interfaces(instance).getFirst());
        assertThat(world.groupsOf(second)).containsExactly(quarantine);
    }

    @Test
    void countsAnInterfaceAsQuarantinedOnlyWhileItsGroupHasNoRule() {
        String quarantine = world.quarantineGroup(network, false);
        String instance = world.instance(network, List.of(List.of(quarantine)));
        QuarantineGroups groups = new QuarantineGroups(world.ec2, LocalAws.ACCOUNT, _ -> {});
        NetworkInterfaces interfaces = new NetworkInterfaces(world.ec2, _ -> {});
        InstantSource clock = InstantSource.system();
        ConnectionCut none = new ConnectionCut(
                false,
                interfaces,
                new Closing(interfaces, groups, _ -> {}, clock),
                groups,
                new ConnectionCutGroups(world.ec2, LocalAws.ACCOUNT, _ -> {}),
                new Deadline(clock));
        StepAction action = new QuarantineInterface(interfaces, groups, none, new Sightings(clock), new Remarks());
        Step step = QuarantineInterface.step(
                world.describe(instance).networkInterfaces().getFirst(), QuarantineGroup.NAME);
        String caseId = "isolate-instance/" + instance + "/1";
        assertThat(action.holds(step, caseId)).isTrue();

        world.ec2.authorizeSecurityGroupIngress(
                request -> request.groupId(quarantine).ipPermissions(World.ssh()));

        assertThat(action.holds(step, caseId)).isFalse();
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
