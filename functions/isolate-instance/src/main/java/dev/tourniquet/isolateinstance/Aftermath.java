package dev.tourniquet.isolateinstance;

import dev.tourniquet.plan.Gap;
import dev.tourniquet.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;

/** What is looked for once the interfaces of a plan are cut. */
final class Aftermath {
    private final QuarantineGroups groups;
    private final NetworkInterfaces interfaces;
    private final Members members;
    private final Remarks remarks;

    Aftermath(QuarantineGroups groups, NetworkInterfaces interfaces, Members members, Remarks remarks) {
        this.groups = groups;
        this.interfaces = interfaces;
        this.members = members;
        this.remarks = remarks;
    }

    /** What is open although no step of {@code planned}, which quarantine an interface each, says so. */
    List<Gap> gaps(String instanceId, List<Step> planned) {
        Set<String> known = planned.stream().map(Step::resource).collect(Collectors.toSet());
        List<Gap> gaps = new ArrayList<>();
        for (NetworkInterface found : interfaces.of(instanceId)) {
            String id = found.networkInterfaceId();
            if (!known.contains(id) && !groups.isQuarantined(found.groups(), found.vpcId())) {
                List<String> now = NetworkInterfaces.groups(found.groups());
                gaps.add(new Gap("network interface " + id + ", which came after the plan, is in " + now, true));
            }
            if (found.interfaceType() == NetworkInterfaceType.TRUNK) {
                gaps.add(new Gap("the branch interfaces of the trunk " + id + " keep their own groups", false));
            }
            if (Boolean.TRUE.equals(found.requesterManaged())) {
                remarks.add(
                        instanceId,
                        "Network interface " + id + " is managed by " + found.requesterId()
                                + ": if it was not quarantined, contain it through that service or by a network ACL.");
            }
        }
        return gaps;
    }

    /** What showed while they were cut, and who else is in the quarantine groups. */
    List<String> remarks(String instanceId, List<Step> planned) {
        List<String> all = new ArrayList<>(remarks.about(instanceId));
        Set<String> vpcs = planned.stream()
                .map(step -> step.after().path("vpcId").asText())
                .collect(Collectors.toSet());
        members.strangers(instanceId, vpcs).ifPresent(all::add);
        return all;
    }
}
