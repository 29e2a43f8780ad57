package dev.tourniquet.isolateinstance;

import dev.tourniquet.isolateinstance.AutoScalingGroups.Values;
import dev.tourniquet.isolateinstance.TargetGroups.Group;
import dev.tourniquet.isolateinstance.TargetGroups.Registration;
import dev.tourniquet.plan.CallFailed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The registrations that Auto Scaling gives the members of a group, and takes from those that leave. */
final class MemberRegistrations {
    private final TargetGroups targetGroups;
    private final ClassicLoadBalancers balancers;

    MemberRegistrations(TargetGroups targetGroups, ClassicLoadBalancers balancers) {
        this.targetGroups = targetGroups;
        this.balancers = balancers;
    }

    /** What a person should know of those that an instance has not, after the name of its group; empty where it has all. */
    String note(String instanceId, @Nullable Values group) {
        if (group == null) {
            return "; what the group registers its members with is not on record: see whether the instance is";
        }
        List<String> missing = Stream.concat(
                        missingTargetGroups(instanceId, group.targetGroups()),
                        missingBalancers(instanceId, group.classicLoadBalancers()))
                .toList();
        return missing.isEmpty()
                ? ""
                : "; members are registered with what follows, and the instance is not, or that could not be read:"
                        + " while it stays as it is, register it by hand: " + String.join(", ", missing);
    }

    private Stream<String> missingTargetGroups(String instanceId, List<String> known) {
        if (known.isEmpty()) {
            return Stream.empty();
        }
        try {
            Set<String> there = targetGroups.all().stream().map(Group::arn).collect(Collectors.toSet());
            return known.stream().filter(there::contains).filter(arn -> isMissing(instanceId, arn)).toList().stream();
        } catch (CallFailed failed) {
            return known.stream();
        }
    }

    private boolean isMissing(String instanceId, String targetGroup) {
        return targetGroups.in(targetGroup, Set.of(instanceId)).stream().allMatch(Registration::leaving);
    }

    private Stream<String> missingBalancers(String instanceId, List<String> known) {
        if (known.isEmpty()) {
            return Stream.empty();
        }
        try {
            Map<String, Boolean> now = balancers.registrations(instanceId);
            return known.stream().filter(name -> !now.getOrDefault(name, true));
        } catch (CallFailed failed) {
            return known.stream();
        }
    }
}
