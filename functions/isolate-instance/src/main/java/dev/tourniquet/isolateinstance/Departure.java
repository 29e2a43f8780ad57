package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.isolateinstance.AutoScalingGroups.Membership;
import dev.tourniquet.isolateinstance.AutoScalingGroups.Values;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Step;
import dev.tourniquet.text.PlainText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A membership in an Auto Scaling group as it was found, and how it is ended.
 *
 * @param group the group's values, null where they could not be read
 * @param way null in records from before there was a choice, when all were detached
 * @param reason why this way, in words
 */
record Departure(
        String autoScalingGroup,
        String lifecycleState,
        String availabilityZone,
        boolean protectedFromScaleIn,
        @Nullable Values group,
        @Nullable Way way,
        @Nullable String reason) {

    /** How an instance leaves. The group launches a replacement either way. */
    enum Way {
        /** Out of the group. */
        DETACH,
        /** A member that is neither in service nor checked: the group keeps what it counts. */
        STANDBY,
        /** Nothing is asked of Auto Scaling: the instance is out of service already, or nothing takes it out now. */
        NONE
    }

    /** Before a step; nothing where there was no membership. */
    static Optional<Departure> before(Step step) {
        return step.before() == null || step.before().isEmpty()
                ? Optional.empty()
                : Optional.of(Json.as(step.before(), Departure.class));
    }

    static Departure of(String instanceId, Membership found, @Nullable Values values) {
        Lifecycle lifecycle = new Lifecycle(instanceId, found);
        if (lifecycle.isOut()) {
            return of(found, values, Way.NONE, "it is " + found.lifecycleState() + " already");
        }
        Optional<CallFailed> obstacle = lifecycle.obstacle();
        if (obstacle.isPresent()) {
            return of(found, values, Way.NONE, obstacle.get().code());
        }
        if (values == null) {
            return of(found, null, Way.DETACH, "the group's values could not be read");
        }
        int left = values.inService() - (found.lifecycleState().equals(Lifecycle.IN_SERVICE) ? 1 : 0);
        String counted = "without the instance " + left + " members are InService, and the minimum is " + values.min();
        return left < values.min()
                ? of(found, values, Way.STANDBY, "detaching would go below the minimum: " + counted)
                : of(found, values, Way.DETACH, counted);
    }

    /** This, with the way that is open now where the first one was not, or was undone. */
    JsonNode joinedBy(Departure later) {
        boolean anew = later.way == Way.DETACH || later.way == Way.STANDBY;
        return Json.tree(
                anew && autoScalingGroup.equals(later.autoScalingGroup)
                        ? new Departure(
                                autoScalingGroup,
                                lifecycleState,
                                availabilityZone,
                                protectedFromScaleIn,
                                group == null ? later.group : group,
                                later.way,
                                later.reason)
                        : this);
    }

    /** How the instance was to leave. */
    Way chosen() {
        return way == null ? Way.DETACH : way;
    }

    /** The group's name as it can be shown. */
    String shown() {
        return PlainText.of(autoScalingGroup);
    }

    private static Departure of(Membership found, @Nullable Values values, Way way, String reason) {
        return new Departure(
                found.autoScalingGroup(),
                found.lifecycleState(),
                found.availabilityZone(),
                found.protectedFromScaleIn(),
                values,
                way,
                reason);
    }
}
