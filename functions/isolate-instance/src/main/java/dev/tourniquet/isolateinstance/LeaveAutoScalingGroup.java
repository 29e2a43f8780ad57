package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.AutoScalingGroups.Membership;
import dev.tourniquet.isolateinstance.AutoScalingGroups.Values;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.text.PlainText;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the instance out of its Auto Scaling group, which would replace and terminate it, and with it the evidence, once
 * it fails its health checks: detached, or in Standby where detaching would leave the group below its minimum. The prior
 * state is a {@link Departure}, {@code {}} where there is no membership.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html">Standby</a>
 */
final class LeaveAutoScalingGroup implements StepAction {
    static final String NAME = "leave-auto-scaling-group";

    /** The option of a release that puts the instance back. */
    static final String REJOIN = "rejoin-auto-scaling-group";

    private final AutoScalingGroups groups;
    private final Readiness readiness;
    private final MemberRegistrations registrations;
    private final Remarks remarks;

    LeaveAutoScalingGroup(
            AutoScalingGroups groups, Readiness readiness, MemberRegistrations registrations, Remarks remarks) {
        this.groups = groups;
        this.readiness = readiness;
        this.registrations = registrations;
        this.remarks = remarks;
    }

    /**
     * Leaves the prior state open even where it is known, so that the engine carries this step out only after the other open
     * states that can be read are on record: Auto Scaling deregisters an instance that it detaches from the group's target
     * groups, and what {@link LeaveTargetGroups} has to put back would be gone before it is read. Where that cannot be read,
     * this step does not wait: a release names what is missing, see {@link MemberRegistrations}.
     */
    static Step step(String instanceId) {
        return new Step(NAME, instanceId, Phase.CONTAIN, null, Json.MAPPER.createObjectNode());
    }

    static JsonNode state(Optional<Membership> membership) {
        return membership.map(Json::tree).orElseGet(Json.MAPPER::createObjectNode);
    }

    /** Whether a state says that the instance is in no group, or out of service in it. */
    static boolean left(JsonNode state) {
        return state.isEmpty() || Lifecycle.isOut(state.path("lifecycleState").asText());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return groups.of(step.resource())
                .map(found -> Json.tree(Departure.of(step.resource(), found, valuesOf(step.resource(), found))))
                .orElseGet(Json.MAPPER::createObjectNode);
    }

    /** An instance that was put into a group only later belongs to that one. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        if (first.isEmpty() || later.isEmpty()) {
            return first.isEmpty() ? later : first;
        }
        return Json.as(first, Departure.class).joinedBy(Json.as(later, Departure.class));
    }

    @Override
    public void apply(Step step, String caseId) {
        Departure.before(step).ifPresent(before -> leave(step.resource(), before));
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return groups.of(step.resource())
                .filter(now -> !Lifecycle.isOut(now.lifecycleState()))
                .isEmpty();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Departure.before(step)
                .map(before -> new Rejoining(groups, readiness, registrations, step.resource(), before)
                        .carryOut(options.contains(REJOIN)))
                .orElseGet(Restoration::alreadySo);
    }

    private void leave(String id, Departure before) {
        try {
            Runnable leaving = switch (before.chosen()) {
                case DETACH -> () -> groups.detach(id, before.autoScalingGroup());
                case STANDBY -> () -> groups.enterStandby(id, before.autoScalingGroup());
                case NONE ->
                    throw new CallFailed(
                            "autoscaling:DetachInstances",
                            id,
                            "was not to be taken out when it was read; the next delivery looks again",
                            CallFailed.Kind.RETRYABLE,
                            null);
            };
            leaving.run();
        } catch (CallFailed failed) {
            leaveAfter(failed, id, before);
        }
    }

    /**
     * Auto Scaling has one code for all that it refuses: look whether the instance is out, or in another group. Standby is
     * refused for what does not keep it from detaching, such as launches that are suspended.
     */
    private void leaveAfter(CallFailed failed, String id, Departure before) {
        Optional<Membership> now = groups.of(id).filter(member -> !Lifecycle.isOut(member.lifecycleState()));
        if (now.isEmpty()) {
            return;
        }
        Membership member = now.get();
        Optional<CallFailed> obstacle = new Lifecycle(id, member).obstacle();
        if (obstacle.isPresent()) {
            throw obstacle.get();
        }
        boolean sameGroup = member.autoScalingGroup().equals(before.autoScalingGroup());
        boolean noStandby = before.chosen() == Departure.Way.STANDBY && failed.kind() == CallFailed.Kind.REJECTED;
        if (sameGroup && !noStandby) {
            throw failed;
        }
        groups.detach(id, member.autoScalingGroup());
        if (sameGroup) {
            remarks.add(
                    id,
                    "The instance was detached from Auto Scaling group " + before.shown()
                            + ", since Standby was refused (" + failed.getMessage()
                            + "): until its replacement is InService, the group has fewer members than its minimum.");
        }
    }

    /** Null where the group does not say: that is no reason to stay in it. */
    private @Nullable Values valuesOf(String id, Membership found) {
        try {
            return groups.values(found.autoScalingGroup());
        } catch (CallFailed failed) {
            remarks.add(
                    id,
                    "What Auto Scaling group " + PlainText.of(found.autoScalingGroup()) + " was like is not on record ("
                            + failed.getMessage()
                            + "): the instance leaves it whatever its minimum, and a release cannot name what it registers its members with.");
            return null;
        }
    }
}
