package dev.tourniquet.replay.sandbox;

import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Reservation;

/**
 * Instances between two states, in which the emulator leaves none, and what a Spot instance cannot have.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html">Termination
 *     protection</a>
 */
final class InstanceStates implements ExecutionInterceptor {
    /** The states that the emulator cannot play. */
    static final Set<String> PASSING = Set.of("pending", "stopping", "shutting-down");

    private final Set<String> instances;
    private final String state;
    private final boolean spot;

    /**
     * @param instances local ids
     * @param state what to show them in, where it is one of {@link #PASSING}
     */
    InstanceStates(Set<String> instances, String state, String lifecycle) {
        this.instances = Set.copyOf(instances);
        this.state = state;
        this.spot = lifecycle.equals(InstanceLifecycleType.SPOT.toString());
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (spot
                && context.request() instanceof ModifyInstanceAttributeRequest change
                && instances.contains(change.instanceId())
                && change.disableApiTermination() != null) {
            throw Failure.of("UnsupportedOperation", "Spot instances have no termination protection");
        }
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return PASSING.contains(state) && context.response() instanceof DescribeInstancesResponse found
                ? found.toBuilder()
                        .reservations(
                                found.reservations().stream().map(this::shown).toList())
                        .build()
                : context.response();
    }

    private Reservation shown(Reservation reservation) {
        List<Instance> shown = reservation.instances().stream()
                .map(instance -> instances.contains(instance.instanceId())
                        ? instance.toBuilder().state(each -> each.name(state)).build()
                        : instance)
                .toList();
        return reservation.toBuilder().instances(shown).build();
    }
}
