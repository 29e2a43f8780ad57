package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.AutoScalingGroups.Membership;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the instance out of its Auto Scaling group, which would replace and terminate it, and with it the evidence, once
 * it fails its health checks. The prior state is the membership, {@code {}} where there is none.
 */
final class LeaveAutoScalingGroup implements StepAction {
    static final String NAME = "leave-auto-scaling-group";

    /** The option of a release that puts the instance back. */
    static final String REJOIN = "rejoin-auto-scaling-group";

    private final AutoScalingGroups groups;
    private final Readiness readiness;

    LeaveAutoScalingGroup(AutoScalingGroups groups, Readiness readiness) {
        this.groups = groups;
        this.readiness = readiness;
    }

    /**
     * Leaves the prior state open even where it is known, so that the engine carries this step out only after all open
     * states are on record: Auto Scaling deregisters an instance that it detaches from the group's target groups, and what
     * {@link LeaveTargetGroups} has to put back would be gone before it is read.
     */
    static Step step(String instanceId) {
        return new Step(NAME, instanceId, Phase.CONTAIN, null, Json.MAPPER.createObjectNode());
    }

    static JsonNode state(Optional<Membership> membership) {
        return membership.map(Json::tree).orElseGet(Json.MAPPER::createObjectNode);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return state(groups.of(step.resource()));
    }

    /** An instance that was put into a group only later belongs to that one. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return first.isEmpty() ? later : first;
    }

    @Override
    public void apply(Step step, String caseId) {
        Optional<Membership> before = before(step);
        if (before.isEmpty()) {
            return;
        }
        try {
            groups.detach(step.resource(), before.get().autoScalingGroup());
        } catch (CallFailed failed) {
            // Auto Scaling has one code for all that it refuses: look whether the instance is out, or in another group.
            Optional<Membership> now = groups.of(step.resource());
            if (now.filter(member ->
                            !member.autoScalingGroup().equals(before.get().autoScalingGroup()))
                    .isPresent()) {
                groups.detach(step.resource(), now.get().autoScalingGroup());
            } else if (now.isPresent()) {
                throw failed;
            }
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return groups.of(step.resource()).isEmpty();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        Optional<Membership> before = before(step);
        if (before.isEmpty()) {
            return Restoration.alreadySo();
        }
        String group = before.get().autoScalingGroup();
        String shown = Plain.name(group);
        Optional<Membership> now = groups.of(step.resource());
        if (now.isPresent()) {
            return now.get().autoScalingGroup().equals(group)
                    ? Restoration.alreadySo()
                    : Restoration.drifted("is in Auto Scaling group "
                            + Plain.name(now.get().autoScalingGroup()) + " since; before, it was in " + shown);
        }
        if (!options.contains(REJOIN)) {
            return Restoration.kept("not put back into Auto Scaling group " + shown
                    + ", which has launched a replacement; to do so, release again with the option " + REJOIN
                    + ", which raises its desired capacity by one");
        }
        Optional<String> obstacle = readiness.obstacle(step.resource());
        if (obstacle.isPresent()) {
            return Restoration.kept("not put back into Auto Scaling group " + shown
                    + ", which would find it unhealthy and terminate it: " + obstacle.get()
                    + "; mend that, then release again with the option " + REJOIN);
        }
        groups.attach(step.resource(), group);
        return Restoration.restored("the desired capacity of Auto Scaling group " + shown + " grew by one"
                + (before.get().protectedFromScaleIn()
                        ? "; the instance was protected from scale-in, which is not restored: set it again by hand"
                        : ""));
    }

    private static Optional<Membership> before(Step step) {
        JsonNode before = step.before();
        return before == null || before.isEmpty() ? Optional.empty() : Optional.of(Json.as(before, Membership.class));
    }
}
