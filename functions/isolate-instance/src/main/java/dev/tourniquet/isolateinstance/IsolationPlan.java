package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/**
 * What is to be done about an instance, from what was read of it.
 *
 * @param instance the instance, live
 * @param groups the quarantine groups of all VPCs
 * @param membership the state of {@link LeaveAutoScalingGroup}; null where it could not be read, which is no reason to wait
 *     with the cut: the step reads it itself, and fails on its own
 */
record IsolationPlan(
        Instance instance,
        List<QuarantineGroup> groups,
        @Nullable JsonNode membership) {

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
        ResidualRisks risks = new ResidualRisks(instance, membership);
        if (membership != null
                && membership.isEmpty()
                && instance.networkInterfaces().stream().allMatch(this::isQuarantined)) {
            return new Planning.AlreadyContained(
                    "all network interfaces of " + id + " are in the quarantine group alone, which has no rule",
                    risks.sentences());
        }
        return new Planning.Planned(new Plan(steps(), risks.sentences(), risks.nextSteps()));
    }

    /** The VPCs of the instance. */
    List<String> vpcs() {
        return instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::vpcId)
                .distinct()
                .sorted()
                .toList();
    }

    Optional<QuarantineGroup> groupIn(String vpcId) {
        return groups.stream().filter(group -> group.vpcId().equals(vpcId)).findFirst();
    }

    /**
     * A release goes through the steps backwards: it opens the interfaces before load balancers and Auto Scaling, which
     * check the health of the instance, have it back.
     */
    private List<Step> steps() {
        String id = instance.instanceId();
        List<Step> steps = new ArrayList<>();
        vpcs().stream()
                .filter(vpc -> groupIn(vpc).filter(QuarantineGroup::isEmpty).isEmpty())
                .map(vpc -> EnsureQuarantineGroup.step(vpc, groupIn(vpc)))
                .forEach(steps::add);
        if (membership == null || !membership.isEmpty()) {
            steps.add(LeaveAutoScalingGroup.step(id));
        }
        steps.add(LeaveTargetGroups.step(id));
        instance.networkInterfaces().stream().map(QuarantineInterface::step).forEach(steps::add);
        steps.add(InstanceAttribute.protectTermination(id));
        steps.add(InstanceAttribute.stopOnShutdown(id));
        KeepVolumes.step(instance).ifPresent(steps::add);
        SnapshotVolumes.step(instance).ifPresent(steps::add);
        steps.add(TagInstance.step(instance));
        return steps;
    }

    private boolean isQuarantined(InstanceNetworkInterface found) {
        List<String> now = NetworkInterfaces.groups(found.groups());
        return groupIn(found.vpcId())
                .filter(QuarantineGroup::isEmpty)
                .filter(group -> now.equals(List.of(group.id())))
                .isPresent();
    }
}
