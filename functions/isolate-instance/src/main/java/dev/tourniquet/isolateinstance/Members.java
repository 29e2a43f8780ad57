package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.CallFailed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;

/**
 * Interfaces in a quarantine group that no case is about: of instances that do not carry the tag of a case, or of none. A
 * group without rules gives them nothing, so it stays in use; but somebody put them there.
 */
final class Members {
    private static final int NAMED = 10;

    private final QuarantineGroups groups;
    private final NetworkInterfaces interfaces;
    private final Instances instances;

    Members(QuarantineGroups groups, NetworkInterfaces interfaces, Instances instances) {
        this.groups = groups;
        this.interfaces = interfaces;
        this.instances = instances;
    }

    /** A sentence about those in {@code vpcs}, for the case of {@code instanceId}; nothing where there is none. */
    Optional<String> strangers(String instanceId, Set<String> vpcs) {
        try {
            List<String> ids = groups.all().stream()
                    .filter(group -> group.ours() && vpcs.contains(group.vpcId()))
                    .map(QuarantineGroup::id)
                    .toList();
            return ids.isEmpty() ? Optional.empty() : sentence(strangers(instanceId, interfaces.in(ids)), ids);
        } catch (CallFailed failed) {
            return Optional.of("Who else is in the quarantine group is not known: " + failed.getMessage() + ".");
        }
    }

    private List<String> strangers(String instanceId, List<NetworkInterface> members) {
        Set<String> others = members.stream()
                .map(Members::owner)
                .filter(owner -> !owner.isEmpty() && !owner.equals(instanceId))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(instances.withCase(others));
        known.add(instanceId);
        return members.stream()
                .filter(member -> !known.contains(owner(member)))
                .map(member -> member.networkInterfaceId()
                        + (owner(member).isEmpty() ? " (of no instance)" : " (of " + owner(member) + ")"))
                .sorted()
                .toList();
    }

    private static Optional<String> sentence(List<String> strangers, List<String> groups) {
        if (strangers.isEmpty()) {
            return Optional.empty();
        }
        String named = strangers.stream().limit(NAMED).collect(Collectors.joining(", "));
        String rest = strangers.size() > NAMED ? " and " + (strangers.size() - NAMED) + " more" : "";
        return Optional.of("Find out who put " + named + rest + " into the quarantine group ("
                + String.join(", ", groups) + "): no case is known of, and the group cuts them off.");
    }

    private static String owner(NetworkInterface member) {
        NetworkInterfaceAttachment attachment = member.attachment();
        return attachment == null || attachment.instanceId() == null ? "" : attachment.instanceId();
    }
}
