package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * What is to be done about an instance, from what was read of it.
 *
 * @param instance the instance, live
 * @param groups the groups under a reserved name of all VPCs, also those that others made
 * @param membership the state of {@link LeaveAutoScalingGroup}; null where it could not be read, which is no reason to wait
 *     with the cut: the step reads it itself, and fails on its own
 * @param cuts what is known of cutting connections
 * @param disassociatesAddresses whether the configuration asks for that
 * @param now the moment up to which the instance's session is revoked
 */
record IsolationPlan(
        Instance instance,
        List<QuarantineGroup> groups,
        @Nullable JsonNode membership,
        ConnectionCuts cuts,
        boolean disassociatesAddresses,
        Instant now) {

    /** @param exemption of the instance */
    Planning planning(Exemption exemption) {
        String id = instance.instanceId();
        return Instances.ended(instance)
                ? new Planning.NothingToDo(id + " is " + instance.state().nameAsString())
                : exemption.over(this::isolation);
    }

    private Planning isolation() {
        String id = instance.instanceId();
        if (instance.networkInterfaces().isEmpty()) {
            throw new CallFailed("ec2:DescribeInstances", id, "NoNetworkInterfaces", CallFailed.Kind.RETRYABLE, null);
        }
        boolean contained = membership != null
                && LeaveAutoScalingGroup.left(membership)
                && isClosed()
                && Trunks.of(instance).isEmpty();
        ResidualRisks risks = new ResidualRisks(
                instance, membership, foreignGroups(), cuts.wanted() && !isClosed(), disassociatesAddresses, true);
        Plan plan = new Plan(steps(), risks.sentences(), risks.nextSteps());
        List<Owner> owners = Owner.of(instance);
        Planning isolating = owners.isEmpty()
                ? new Planning.Planned(plan)
                : new Planning.NeedsApproval(
                        plan, owners.stream().map(owner -> owner.reason(id)).collect(Collectors.joining("; ")));
        // The attacker himself can put interfaces there, and a person does so by hand: the rest is still to do.
        return contained
                ? new Planning.AlreadyContained(
                        "all network interfaces of " + id + " are in the quarantine group alone, which has no rule",
                        risks.sentences(),
                        isolating)
                : isolating;
    }

    /** The VPCs of the instance. */
    List<String> vpcs() {
        return instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::vpcId)
                .distinct()
                .sorted()
                .toList();
    }

    /** The quarantine group of a VPC. */
    Optional<QuarantineGroup> groupIn(String vpcId) {
        return QuarantineGroup.best(in(vpcId));
    }

    private List<QuarantineGroup> in(String vpcId) {
        return groups.stream().filter(group -> group.vpcId().equals(vpcId)).toList();
    }

    /** In the VPCs of the instance. */
    private List<QuarantineGroup> foreignGroups() {
        return vpcs().stream()
                .flatMap(vpc -> in(vpc).stream())
                .filter(group -> !group.ours())
                .toList();
    }

    /**
     * A release goes through the steps backwards: it opens the interfaces before load balancers and Auto Scaling, which
     * check the health of the instance, have it back.
     */
    private List<Step> steps() {
        String id = instance.instanceId();
        List<Step> steps = new ArrayList<>();
        vpcs().stream()
                .filter(vpc -> groupIn(vpc).filter(QuarantineGroup::isSafe).isEmpty())
                .map(vpc -> EnsureQuarantineGroup.step(vpc, in(vpc)))
                .forEach(steps::add);
        if (!isClosed()) {
            vpcs().stream().flatMap(vpc -> cuts.step(vpc).stream()).forEach(steps::add);
        }
        if (membership == null || !LeaveAutoScalingGroup.left(membership)) {
            steps.add(LeaveAutoScalingGroup.step(id));
        }
        steps.add(LeaveTargetGroups.step(id));
        steps.add(LeaveClassicLoadBalancers.step(id));
        if (disassociatesAddresses) {
            PublicAddress.of(instance).stream()
                    .filter(PublicAddress::elastic)
                    .map(address -> DisassociateAddress.step(address, id))
                    .forEach(steps::add);
        }
        if (instance.iamInstanceProfile() != null) {
            steps.add(RevokeInstanceSession.step(id, instance.iamInstanceProfile(), now));
        }
        instance.networkInterfaces().stream()
                .map(found -> QuarantineInterface.step(found, EnsureQuarantineGroup.name(in(found.vpcId()))))
                .forEach(steps::add);
        steps.add(KeepEvidence.output(id));
        if (instance.state().name() == InstanceStateName.RUNNING) {
            steps.add(KeepEvidence.screenshot(id));
        }
        steps.add(InstanceAttribute.protectTermination(id));
        steps.add(InstanceAttribute.stopOnShutdown(id));
        KeepVolumes.step(instance).ifPresent(steps::add);
        SnapshotVolumes.step(instance).ifPresent(steps::add);
        steps.add(TagInstance.step(instance));
        return steps;
    }

    private boolean isClosed() {
        return instance.networkInterfaces().stream().allMatch(this::isQuarantined);
    }

    private boolean isQuarantined(InstanceNetworkInterface found) {
        return in(found.vpcId()).stream()
                .filter(QuarantineGroup::isSafe)
                .anyMatch(group -> NetworkInterfaces.groups(found.groups()).equals(List.of(group.id())));
    }
}
