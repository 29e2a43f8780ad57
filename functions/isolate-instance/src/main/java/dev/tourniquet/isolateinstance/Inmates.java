package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Holding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** All network interfaces that are in a group of ours, whatever they are attached to. */
record Inmates(QuarantineGroups quarantine, ConnectionCutGroups allOpen, NetworkInterfaces interfaces) {
    /** A filter of EC2 takes so many values. */
    private static final int MOST = 200;

    List<Holding> all() {
        List<String> closed = quarantine.all().stream()
                .filter(QuarantineGroup::ours)
                .map(QuarantineGroup::id)
                .toList();
        List<String> open = allOpen.all().stream()
                .filter(ConnectionCutGroup::ours)
                .map(ConnectionCutGroup::id)
                .toList();
        return Stream.concat(
                        holdings(closed, Kind.QUARANTINED_INTERFACE).stream(),
                        holdings(open, Kind.OPEN_INTERFACE).stream())
                .toList();
    }

    private List<Holding> holdings(List<String> groups, Kind kind) {
        List<Holding> found = new ArrayList<>();
        for (int start = 0; start < groups.size(); start += MOST) {
            interfaces.in(groups.subList(start, Math.min(start + MOST, groups.size()))).stream()
                    .map(NetworkInterface::networkInterfaceId)
                    .distinct()
                    .forEach(id -> found.add(new Holding(kind, id)));
        }
        return found;
    }
}
