package dev.tourniquet.isolateinstance;

import dev.tourniquet.runtime.Calls;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Reads instances. */
final class Instances {
    private static final Set<String> ABSENT = Set.of("InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed");

    /** A filter takes so many values. */
    private static final int AT_ONCE = 200;

    private final Ec2Client ec2;

    Instances(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** The instance; a terminated one can still be seen for about an hour. */
    Optional<Instance> find(String id) {
        return Calls.find(
                        "ec2:DescribeInstances",
                        id,
                        ABSENT,
                        () -> ec2.describeInstances(request -> request.instanceIds(id)))
                .flatMap(found -> found.reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .findFirst());
    }

    /** The instance, unless it is on its way out. */
    Optional<Instance> alive(String id) {
        return find(id).filter(instance -> !ended(instance));
    }

    /** Which of these instances carry the tag of a case; the first {@value #AT_ONCE} are asked about. */
    List<String> withCase(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> asked = ids.stream().limit(AT_ONCE).toList();
        Filter among = Filter.builder().name("instance-id").values(asked).build();
        return Calls.call(
                "ec2:DescribeInstances",
                asked.getFirst(),
                () -> ec2.describeInstancesPaginator(request -> request.filters(among)).reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .filter(instance ->
                                Tags.value(instance.tags(), Tags.CASE).isPresent())
                        .map(Instance::instanceId)
                        .toList());
    }

    static boolean ended(Instance instance) {
        InstanceStateName state = instance.state().name();
        return state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN;
    }

    static List<InstanceBlockDeviceMapping> volumes(Instance instance) {
        return instance.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null && mapping.ebs().volumeId() != null)
                .toList();
    }
}
