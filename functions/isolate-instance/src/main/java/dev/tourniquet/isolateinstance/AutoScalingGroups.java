package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/** Reads and ends memberships in Auto Scaling groups. */
final class AutoScalingGroups {
    private final AutoScalingClient autoScaling;

    AutoScalingGroups(AutoScalingClient autoScaling) {
        this.autoScaling = autoScaling;
    }

    /** An instance is a member of one group at the most. */
    record Membership(
            String autoScalingGroup, String lifecycleState, String availabilityZone, boolean protectedFromScaleIn) {
        static Membership of(AutoScalingInstanceDetails details) {
            return new Membership(
                    details.autoScalingGroupName(),
                    details.lifecycleState(),
                    details.availabilityZone(),
                    Boolean.TRUE.equals(details.protectedFromScaleIn()));
        }

        /** Detached, or on the way. */
        boolean ended() {
            return lifecycleState.startsWith("Detach");
        }
    }

    /**
     * A group as it is before an instance leaves it.
     *
     * @param inService how many members are InService, the instance included
     * @param targetGroups ARNs of the target groups that the group registers its members in
     */
    record Values(
            int min,
            int max,
            int desired,
            int inService,
            List<String> targetGroups,
            List<String> classicLoadBalancers,
            boolean warmPool,
            List<String> suspendedProcesses) {
        static Values of(AutoScalingGroup group) {
            return new Values(
                    group.minSize(),
                    group.maxSize(),
                    group.desiredCapacity(),
                    (int) group.instances().stream()
                            .filter(member -> member.lifecycleState() == LifecycleState.IN_SERVICE)
                            .count(),
                    group.targetGroupARNs(),
                    group.loadBalancerNames(),
                    group.warmPoolConfiguration() != null,
                    group.suspendedProcesses().stream()
                            .map(SuspendedProcess::processName)
                            .toList());
        }
    }

    /** The values of a group. */
    Values values(String group) {
        return Calls.call(
                        "autoscaling:DescribeAutoScalingGroups",
                        group,
                        () -> autoScaling.describeAutoScalingGroups(request -> request.autoScalingGroupNames(group)))
                .autoScalingGroups()
                .stream()
                .map(Values::of)
                .findFirst()
                .orElseThrow(() -> new CallFailed(
                        "autoscaling:DescribeAutoScalingGroups", group, "is gone", CallFailed.Kind.RETRYABLE, null));
    }

    Optional<Membership> of(String instanceId) {
        return Calls.call(
                        "autoscaling:DescribeAutoScalingInstances",
                        instanceId,
                        () -> autoScaling.describeAutoScalingInstances(request -> request.instanceIds(instanceId)))
                .autoScalingInstances()
                .stream()
                .map(Membership::of)
                .filter(membership -> !membership.ended())
                .findFirst();
    }

    /** Takes the instance out without ending it; the group launches another, so that the service keeps its capacity. */
    void detach(String instanceId, String group) {
        Calls.call(
                "autoscaling:DetachInstances",
                instanceId,
                () -> autoScaling.detachInstances(request -> request.instanceIds(instanceId)
                        .autoScalingGroupName(group)
                        .shouldDecrementDesiredCapacity(false)));
    }

    /** Takes the instance out of service; the group launches another, and no longer checks or ends this one. */
    void enterStandby(String instanceId, String group) {
        Calls.call(
                "autoscaling:EnterStandby",
                instanceId,
                () -> autoScaling.enterStandby(request -> request.instanceIds(instanceId)
                        .autoScalingGroupName(group)
                        .shouldDecrementDesiredCapacity(false)));
    }

    /** Returns the instance from Standby; the group's desired capacity grows by one. */
    void exitStandby(String instanceId, String group) {
        Calls.call(
                "autoscaling:ExitStandby",
                instanceId,
                () -> autoScaling.exitStandby(
                        request -> request.instanceIds(instanceId).autoScalingGroupName(group)));
    }

    /** Puts the instance in; the group's desired capacity grows by one. */
    void attach(String instanceId, String group) {
        Calls.call(
                "autoscaling:AttachInstances",
                instanceId,
                () -> autoScaling.attachInstances(
                        request -> request.instanceIds(instanceId).autoScalingGroupName(group)));
    }
}
