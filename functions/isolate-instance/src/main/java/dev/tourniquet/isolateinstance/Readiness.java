package dev.tourniquet.isolateinstance;

import dev.tourniquet.engine.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Whether an instance can pass health checks again. Auto Scaling terminates a member that cannot, and the evidence with it;
 * termination protection does not keep it from that.
 */
final class Readiness {
    /** The groups of an interface that was opened a moment ago may still be read as they were. */
    private static final List<Duration> PAUSES =
            Stream.of(0, 500, 1000, 2000).map(Duration::ofMillis).toList();

    private final Instances instances;
    private final QuarantineGroups groups;
    private final Pause pause;

    Readiness(Instances instances, QuarantineGroups groups, Pause pause) {
        this.instances = instances;
        this.groups = groups;
        this.pause = pause;
    }

    /** What keeps it from that; nothing where nothing does. */
    Optional<String> obstacle(String instanceId) {
        Set<String> quarantine = groups.all().stream()
                .filter(QuarantineGroup::ours)
                .map(QuarantineGroup::id)
                .collect(Collectors.toSet());
        Optional<String> obstacle = Optional.empty();
        for (Duration wait : PAUSES) {
            if (wait.isPositive()) {
                pause.forDuration(wait);
            }
            Optional<Instance> instance = instances.find(instanceId);
            if (instance.isEmpty()) {
                return Optional.of("the instance is gone");
            }
            if (instance.get().state().name() != InstanceStateName.RUNNING) {
                return Optional.of("the instance is " + instance.get().state().nameAsString());
            }
            obstacle = quarantined(instance.get(), quarantine);
            if (obstacle.isEmpty()) {
                return obstacle;
            }
        }
        return obstacle;
    }

    private static Optional<String> quarantined(Instance instance, Set<String> quarantine) {
        List<String> shut = instance.networkInterfaces().stream()
                .filter(found ->
                        NetworkInterfaces.groups(found.groups()).stream().anyMatch(quarantine::contains))
                .map(InstanceNetworkInterface::networkInterfaceId)
                .sorted()
                .toList();
        return shut.isEmpty()
                ? Optional.empty()
                : Optional.of("in a quarantine group is still " + String.join(", ", shut));
    }
}
