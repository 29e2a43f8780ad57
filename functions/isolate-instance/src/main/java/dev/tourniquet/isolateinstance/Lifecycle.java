package dev.tourniquet.isolateinstance;

import dev.tourniquet.isolateinstance.AutoScalingGroups.Membership;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.text.PlainText;
import java.util.Optional;
import java.util.Set;

/**
 * What the state of a member means for taking it out of service.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html">The lifecycle</a>
 */
record Lifecycle(String instanceId, Membership member) {
    static final String IN_SERVICE = "InService";
    static final String STANDBY = "Standby";

    /** Auto Scaling does not check their health any more, and finishes by itself what it has begun. */
    private static final Set<String> OUT = Set.of(STANDBY, "EnteringStandby");

    static boolean isOut(String state) {
        return OUT.contains(state);
    }

    /** A member that is out of service, or about to be. */
    boolean isOut() {
        return isOut(member.lifecycleState());
    }

    /** Why no call takes it out now; nothing for states from which one does, or may. */
    Optional<CallFailed> obstacle() {
        String state = member.lifecycleState();
        // Members of a warm pool go through the same states under names of their own.
        String plain = state.startsWith("Warmed:") ? state.substring("Warmed:".length()) : state;
        boolean waits = plain.endsWith(":Wait");
        if (plain.startsWith("Pending")) {
            return Optional.of(failed(
                    "only a member that is InService can be taken out; the next delivery tries again"
                            + (waits ? ", or end its lifecycle hook with complete-lifecycle-action" : ""),
                    CallFailed.Kind.RETRYABLE));
        }
        if (plain.startsWith("Terminat")) {
            return Optional.of(failed(
                    waits
                            ? "nothing takes it out any more; keep it at its lifecycle hook with"
                                    + " record-lifecycle-action-heartbeat until its snapshots are complete and its memory is captured"
                            : "nothing takes it out or keeps it from ending any more; see whether its snapshots complete",
                    CallFailed.Kind.REJECTED));
        }
        return Optional.empty();
    }

    private CallFailed failed(String why, CallFailed.Kind kind) {
        return new CallFailed(
                "autoscaling:DetachInstances",
                instanceId,
                "is " + member.lifecycleState() + " in Auto Scaling group " + PlainText.of(member.autoScalingGroup())
                        + ": " + why,
                kind,
                null);
    }
}
