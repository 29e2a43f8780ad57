package dev.tourniquet.isolateinstance;

import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;

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

    /** Puts the instance in; the group's desired capacity grows by one. */
    void attach(String instanceId, String group) {
        Calls.call(
                "autoscaling:AttachInstances",
                instanceId,
                () -> autoScaling.attachInstances(
                        request -> request.instanceIds(instanceId).autoScalingGroupName(group)));
    }
}
