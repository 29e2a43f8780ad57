package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** What is planned, from what was read. */
final class IsolationPlanTest {
    private static final JsonNode NO_MEMBERSHIP = Json.MAPPER.createObjectNode();
    private static final JsonNode MEMBERSHIP =
            Json.tree(new AutoScalingGroups.Membership("web", "InService", "us-east-1a", false));
    private static final QuarantineGroup CLEAN =
            new QuarantineGroup("sg-q", QuarantineGroup.NAME, "vpc-1", true, List.of(), List.of());

    @Test
    void plansTheCutOfEachInterfaceAndThenTheEvidence() {
        assertThat(actions(planned(List.of(CLEAN), MEMBERSHIP, each -> each)))
                .containsExactly(
                        "leave-auto-scaling-group",
                        "leave-target-groups",
                        "leave-classic-load-balancers",
                        "quarantine-interface",
                        "keep-console-output",
                        "keep-console-screenshot",
                        "protect-termination",
                        "stop-on-shutdown",
                        "keep-volumes",
                        "snapshot-volumes",
                        "tag-instance");
    }

    @Test
    void leavesTheMembershipOpenThatItKnowsSoThatTheDetachWaitsForTheRecord() {
        assertThat(planned(List.of(CLEAN), MEMBERSHIP, each -> each)
                        .plan()
                        .steps()
                        .getFirst())
                .returns("leave-auto-scaling-group", Step::action)
                .returns(null, Step::before);
    }

    @Test
    void showsNoControlCharactersOfANameThatSomebodyElseChose() {
        JsonNode named = Json.tree(
                new AutoScalingGroups.Membership("web\u001b[2K\n\u202eall is well", "InService", "us-east-1a", false));

        Planning.Planned planned = planned(List.of(CLEAN), named, each -> each);

        assertThat(planned.plan().residualRisks())
                .anyMatch(risk -> risk.contains("web?[2K??all is well"))
                .allMatch(risk -> risk.chars().noneMatch(Character::isISOControl));
        assertThat(planned.plan().nextSteps())
                .anyMatch(step -> step.contains("web?[2K??all is well"))
                .allMatch(step -> step.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void preparesAGroupWhereTheVpcHasNone() {
        Planning.Planned planned = planned(List.of(), NO_MEMBERSHIP, each -> each);

        assertThat(planned.plan().steps().getFirst())
                .returns("ensure-quarantine-group", Step::action)
                .returns("vpc-1", Step::resource)
                .returns(NO_MEMBERSHIP, Step::before);
    }

    @Test
    void doesNotCallAnInstanceContainedWhoseQuarantineGroupHasARule() {
        QuarantineGroup open = new QuarantineGroup(
                "sg-q",
                QuarantineGroup.NAME,
                "vpc-1",
                true,
                List.of(),
                List.of(IpPermission.builder().ipProtocol("-1").build()));

        assertThat(planning(List.of(open), NO_MEMBERSHIP, each -> each.networkInterfaces(eni("sg-q"))))
                .isInstanceOf(Planning.Planned.class);
    }

    @Test
    void doesNotCallAnInstanceContainedThatIsInAnotherGroupToo() {
        assertThat(planning(List.of(CLEAN), NO_MEMBERSHIP, each -> each.networkInterfaces(eni("sg-q", "sg-app"))))
                .isInstanceOf(Planning.Planned.class);
    }

    @Test
    void doesNotCallAnInstanceContainedThatIsStillInItsAutoScalingGroup() {
        assertThat(planning(List.of(CLEAN), MEMBERSHIP, each -> each.networkInterfaces(eni("sg-q"))))
                .isInstanceOf(Planning.Planned.class);
    }

    @Test
    void doesNotCallAnInstanceContainedWhoseAutoScalingGroupIsNotKnown() {
        assertThat(planning(List.of(CLEAN), null, each -> each.networkInterfaces(eni("sg-q"))))
                .isInstanceOf(Planning.Planned.class);
    }

    @Test
    void callsAnInstanceContainedThatIsInNothingButTheQuarantineGroup() {
        assertThat(planning(List.of(CLEAN), NO_MEMBERSHIP, each -> each.networkInterfaces(eni("sg-q"))))
                .isInstanceOfSatisfying(
                        Planning.AlreadyContained.class,
                        contained -> assertThat(contained.residualRisks()).isNotEmpty());
    }

    @Test
    void neverTakesAnInstanceWithoutInterfacesForContained() {
        assertThatThrownBy(() -> planning(List.of(CLEAN), NO_MEMBERSHIP, each -> each.networkInterfaces(List.of())))
                .isInstanceOf(CallFailed.class);
    }

    @Test
    void takesNoScreenshotOfAnInstanceThatDoesNotRun() {
        assertThat(actions(planned(
                        List.of(CLEAN), NO_MEMBERSHIP, each -> each.state(now -> now.name(InstanceStateName.STOPPED)))))
                .contains("keep-console-output")
                .doesNotContain("keep-console-screenshot");
    }

    @Test
    void takesNoSnapshotWhereThereIsNoVolume() {
        assertThat(actions(planned(List.of(CLEAN), NO_MEMBERSHIP, each -> each.blockDeviceMappings(List.of()))))
                .doesNotContain("snapshot-volumes", "keep-volumes");
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStateName.class,
            names = {"TERMINATED", "SHUTTING_DOWN"})
    void doesNothingAboutAnInstanceThatEnds(InstanceStateName state) {
        assertThat(planning(List.of(), NO_MEMBERSHIP, each -> each.state(now -> now.name(state))))
                .isInstanceOf(Planning.NothingToDo.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStateName.class,
            names = {"PENDING", "RUNNING", "STOPPING", "STOPPED"})
    void isolatesAnInstanceThatRunsOrCanRunAgain(InstanceStateName state) {
        assertThat(planning(List.of(), NO_MEMBERSHIP, each -> each.state(now -> now.name(state))))
                .isInstanceOf(Planning.Planned.class);
    }

    private static Planning planning(
            List<QuarantineGroup> groups, JsonNode membership, UnaryOperator<Instance.Builder> change) {
        Instance.Builder instance = Instance.builder()
                .instanceId("i-1")
                .state(now -> now.name(InstanceStateName.RUNNING))
                .networkInterfaces(eni("sg-app"))
                .blockDeviceMappings(InstanceBlockDeviceMapping.builder()
                        .deviceName("/dev/xvda")
                        .ebs(EbsInstanceBlockDevice.builder()
                                .volumeId("vol-1")
                                .deleteOnTermination(true)
                                .build())
                        .build());
        return new IsolationPlan(
                        change.apply(instance).build(), groups, membership, ConnectionCuts.OFF, false, Instant.EPOCH)
                .planning(new Exemption.None(Map.of()));
    }

    private static Planning.Planned planned(
            List<QuarantineGroup> groups, JsonNode membership, UnaryOperator<Instance.Builder> change) {
        return (Planning.Planned) planning(groups, membership, change);
    }

    private static List<String> actions(Planning.Planned planned) {
        return planned.plan().steps().stream().map(Step::action).toList();
    }

    private static InstanceNetworkInterface eni(String... groups) {
        return InstanceNetworkInterface.builder()
                .networkInterfaceId("eni-1")
                .vpcId("vpc-1")
                .groups(List.of(groups).stream()
                        .map(id -> GroupIdentifier.builder().groupId(id).build())
                        .toList())
                .build();
    }
}
