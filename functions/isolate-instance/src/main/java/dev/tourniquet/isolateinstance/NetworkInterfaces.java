package dev.tourniquet.isolateinstance;

import dev.tourniquet.engine.Pause;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Reads network interfaces, and moves them between security groups. */
final class NetworkInterfaces {
    private static final Set<String> ABSENT = Set.of("InvalidNetworkInterfaceID.NotFound");
    private static final Set<String> NO_SUCH_GROUP = Set.of("InvalidGroup.NotFound", "InvalidSecurityGroupID.NotFound");

    /** A group that was created a moment ago may not be known everywhere yet. */
    private static final List<Duration> GROUP_PAUSES =
            Stream.of(200, 400, 800).map(Duration::ofMillis).toList();

    private final Ec2Client ec2;
    private final Pause pause;

    NetworkInterfaces(Ec2Client ec2, Pause pause) {
        this.ec2 = ec2;
        this.pause = pause;
    }

    Optional<NetworkInterface> find(String id) {
        return Calls.find(
                        "ec2:DescribeNetworkInterfaces",
                        id,
                        ABSENT,
                        () -> ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(id)))
                .map(DescribeNetworkInterfacesResponse::networkInterfaces)
                .flatMap(found -> found.stream().findFirst());
    }

    /** The interface if it is attached to {@code instanceId}. */
    Optional<NetworkInterface> find(String id, String instanceId) {
        return find(id).filter(found -> found.attachment() != null
                && instanceId.equals(found.attachment().instanceId()));
    }

    /** All interfaces that are attached to an instance now; those of a finding are a picture of the past. */
    List<NetworkInterface> of(String instanceId) {
        return list(instanceId, "attachment.instance-id", List.of(instanceId));
    }

    /** All interfaces that are in one of these security groups, whatever they are attached to. */
    List<NetworkInterface> in(List<String> groupIds) {
        return list(String.join(",", groupIds), "group-id", groupIds);
    }

    private List<NetworkInterface> list(String resource, String filter, List<String> values) {
        Filter by = Filter.builder().name(filter).values(values).build();
        return Calls.call(
                "ec2:DescribeNetworkInterfaces",
                resource,
                () ->
                        ec2
                                .describeNetworkInterfacesPaginator(request -> request.filters(by))
                                .networkInterfaces()
                                .stream()
                                .toList());
    }

    /** Puts an interface into exactly these groups; does nothing where the interface is gone. */
    void setGroups(String id, List<String> groups) {
        for (Duration wait : GROUP_PAUSES) {
            try {
                modify(id, groups);
                return;
            } catch (CallFailed failed) {
                if (!saysNoSuchGroup(failed)) {
                    throw failed;
                }
                pause.forDuration(wait);
            }
        }
        modify(id, groups);
    }

    private void modify(String id, List<String> groups) {
        Calls.find(
                "ec2:ModifyNetworkInterfaceAttribute",
                id,
                ABSENT,
                () -> ec2.modifyNetworkInterfaceAttribute(
                        request -> request.networkInterfaceId(id).groups(groups)));
    }

    static boolean saysNoSuchGroup(RuntimeException failed) {
        return failed instanceof CallFailed call && NO_SUCH_GROUP.contains(call.code());
    }

    static List<String> groups(List<GroupIdentifier> groups) {
        return groups.stream().map(GroupIdentifier::groupId).sorted().toList();
    }
}
