package dev.tourniquet.replay.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Instances, interfaces, groups, snapshots, volumes and addresses. */
final class ComputeState {
    private final Clients clients;

    ComputeState(Clients clients) {
        this.clients = clients;
    }

    void read(SortedMap<String, SortedMap<String, String>> resources) {
        clients.ec2().describeInstances().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .forEach(instance -> resources.put("instance " + instance.instanceId(), aspects(instance)));
        for (NetworkInterface each : clients.ec2().describeNetworkInterfaces().networkInterfaces()) {
            resources.put("network interface " + each.networkInterfaceId(), aspects(each));
        }
        for (SecurityGroup group : clients.ec2().describeSecurityGroups().securityGroups()) {
            resources.put("security group " + group.groupId(), aspects(group));
        }
        for (Snapshot snapshot : clients.ec2()
                .describeSnapshots(request -> request.ownerIds("self"))
                .snapshots()) {
            resources.put("snapshot " + snapshot.snapshotId(), only("tags", tags(snapshot.tags())));
        }
        for (Volume volume : clients.ec2().describeVolumes().volumes()) {
            resources.put("volume " + volume.volumeId(), aspects(volume));
        }
        for (Address address : clients.ec2().describeAddresses().addresses()) {
            resources.put(
                    "Elastic IP " + address.allocationId(),
                    only("associated with", address.networkInterfaceId() + " " + address.privateIpAddress()));
        }
    }

    private static SortedMap<String, String> only(String aspect, String value) {
        return new TreeMap<>(Map.of(aspect, value));
    }

    private static SortedMap<String, String> aspects(NetworkInterface networkInterface) {
        SortedMap<String, String> aspects = only(
                "groups",
                sorted(networkInterface.groups().stream()
                        .map(group -> group.groupId())
                        .toList()));
        if (networkInterface.attachment() != null
                && networkInterface.attachment().instanceId() != null) {
            aspects.put("attached to", networkInterface.attachment().instanceId());
        }
        return aspects;
    }

    private static SortedMap<String, String> aspects(Volume volume) {
        SortedMap<String, String> aspects = only("tags", tags(volume.tags()));
        volume.attachments().forEach(attachment -> aspects.put("attached to", attachment.instanceId()));
        return aspects;
    }

    private SortedMap<String, String> aspects(Instance instance) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put("state", instance.state().nameAsString());
        aspects.put("tags", tags(instance.tags()));
        aspects.put(
                "Auto Scaling group",
                instance.tags().stream()
                        .filter(tag -> tag.key().equals("aws:autoscaling:groupName"))
                        .map(Tag::value)
                        .findFirst()
                        .orElse("none"));
        aspects.put(
                "profile",
                instance.iamInstanceProfile() == null
                        ? "none"
                        : instance.iamInstanceProfile().arn());
        aspects.put(
                "groups",
                sorted(instance.securityGroups().stream()
                        .map(group -> group.groupId())
                        .toList()));
        instance.blockDeviceMappings()
                .forEach(device -> aspects.put(
                        "delete " + device.deviceName() + " on termination",
                        String.valueOf(device.ebs().deleteOnTermination())));
        aspects.put(
                "termination protection",
                String.valueOf(clients.ec2()
                        .describeInstanceAttribute(request -> request.instanceId(instance.instanceId())
                                .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                        .disableApiTermination()
                        .value()));
        aspects.put(
                "shutdown behaviour",
                clients.ec2()
                        .describeInstanceAttribute(request -> request.instanceId(instance.instanceId())
                                .attribute(InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR))
                        .instanceInitiatedShutdownBehavior()
                        .value());
        return aspects;
    }

    private static SortedMap<String, String> aspects(SecurityGroup group) {
        SortedMap<String, String> aspects = new TreeMap<>();
        aspects.put("name", group.groupName());
        aspects.put("tags", tags(group.tags()));
        aspects.put("ingress", rules(group.ipPermissions()));
        aspects.put("egress", rules(group.ipPermissionsEgress()));
        return aspects;
    }

    private static String rules(List<IpPermission> permissions) {
        return sorted(permissions.stream().map(IpPermission::toString).toList());
    }

    /** Tags that AWS sets are not the account's to restore. */
    private static String tags(List<Tag> tags) {
        return tags.stream()
                .filter(tag -> !tag.key().startsWith("aws:"))
                .sorted(Comparator.comparing(Tag::key))
                .map(tag -> tag.key() + "=" + tag.value())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String sorted(List<String> values) {
        return values.stream().sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
