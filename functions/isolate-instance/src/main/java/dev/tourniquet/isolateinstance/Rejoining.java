package dev.tourniquet.isolateinstance;

import dev.tourniquet.isolateinstance.AutoScalingGroups.Membership;
import dev.tourniquet.isolateinstance.Departure.Way;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.text.PlainText;
import java.util.Optional;

/**
 * Puts an instance back into its Auto Scaling group, from where it is now: one that was to go into Standby may have been
 * detached, since Standby was refused.
 */
record Rejoining(
        AutoScalingGroups groups,
        Readiness readiness,
        MemberRegistrations registrations,
        String instanceId,
        Departure before) {

    /** @param asked whether the operator wants it back at all */
    Restoration carryOut(boolean asked) {
        Optional<Membership> now = groups.of(instanceId);
        return now.isPresent() ? from(now.get(), asked) : fromOutside(asked);
    }

    private Restoration from(Membership now, boolean asked) {
        if (!now.autoScalingGroup().equals(before.autoScalingGroup())) {
            return Restoration.drifted("is in Auto Scaling group " + PlainText.of(now.autoScalingGroup())
                    + " since; before, it was in " + before.shown());
        }
        if (before.chosen() != Way.STANDBY || !Lifecycle.isOut(now.lifecycleState())) {
            return Restoration.alreadySo();
        }
        return returned(asked, "stays in Standby in Auto Scaling group ", Way.STANDBY);
    }

    private Restoration fromOutside(boolean asked) {
        return switch (before.chosen()) {
            case DETACH, STANDBY -> returned(asked, "not put back into Auto Scaling group ", Way.DETACH);
            case NONE ->
                Restoration.drifted("has left Auto Scaling group " + before.shown() + ", where it was "
                        + before.lifecycleState() + ", by no step of ours");
        };
    }

    private Restoration returned(boolean asked, String stays, Way left) {
        if (!asked) {
            return Restoration.kept(stays + before.shown()
                    + ", which has launched a replacement; to put it back, release again with the option "
                    + LeaveAutoScalingGroup.REJOIN + ", which raises its desired capacity by one"
                    + registrations.note(instanceId, before.group()));
        }
        Optional<String> obstacle = readiness.obstacle(instanceId);
        if (obstacle.isPresent()) {
            return Restoration.kept(
                    stays + before.shown() + ", which would find it unhealthy and terminate it: " + obstacle.get()
                            + "; mend that, then release again with the option " + LeaveAutoScalingGroup.REJOIN);
        }
        String grew = "the desired capacity of Auto Scaling group " + before.shown() + " grew by one";
        if (left == Way.STANDBY) {
            bring(() -> groups.exitStandby(instanceId, before.autoScalingGroup()));
            return Restoration.restored(grew);
        }
        bring(() -> groups.attach(instanceId, before.autoScalingGroup()));
        return Restoration.restored(grew
                + (before.protectedFromScaleIn()
                        ? "; the instance was protected from scale-in, which is not restored: set it again by hand"
                        : ""));
    }

    /** Where the answer to a first attempt was lost, the second is refused: the instance is there already. */
    private void bring(Runnable call) {
        try {
            call.run();
        } catch (CallFailed failed) {
            if (failed.kind() != CallFailed.Kind.REJECTED || !isBack()) {
                throw failed;
            }
        }
    }

    private boolean isBack() {
        return groups.of(instanceId)
                .filter(now -> now.autoScalingGroup().equals(before.autoScalingGroup()))
                .filter(now -> !Lifecycle.isOut(now.lifecycleState()))
                .isPresent();
    }
}
