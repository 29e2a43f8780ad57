package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Holding;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * Puts one network interface into exactly the quarantine group of its VPC: security groups belong to a VPC, and the
 * interfaces of one instance can lie in several. An interface that has left the instance is none of our business.
 */
final class QuarantineInterface implements StepAction {
    static final String NAME = "quarantine-interface";

    private final NetworkInterfaces interfaces;
    private final QuarantineGroups groups;
    private final ConnectionCut connections;
    private final Sightings sightings;
    private final Remarks remarks;

    QuarantineInterface(
            NetworkInterfaces interfaces,
            QuarantineGroups groups,
            ConnectionCut connections,
            Sightings sightings,
            Remarks remarks) {
        this.interfaces = interfaces;
        this.groups = groups;
        this.connections = connections;
        this.sightings = sightings;
        this.remarks = remarks;
    }

    /** @param groups the ids of the security groups, sorted */
    record State(List<String> groups, String vpcId) {}

    /** @param group the name of the quarantine group that it will be in */
    static Step step(InstanceNetworkInterface found, String group) {
        State before = new State(NetworkInterfaces.groups(found.groups()), found.vpcId());
        JsonNode after = Json.tree(Map.of("group", group, "vpcId", found.vpcId()));
        return new Step(NAME, found.networkInterfaceId(), Phase.CONTAIN, Json.tree(before), after);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return interfaces
                .find(step.resource())
                .map(found -> Json.tree(new State(NetworkInterfaces.groups(found.groups()), found.vpcId())))
                .orElseGet(Json.MAPPER::createObjectNode);
    }

    @Override
    public void apply(Step step, String caseId) {
        String id = step.resource();
        String instanceId = CaseId.parse(caseId).targetKey();
        Optional<List<String>> before = sightings
                .groupsOf(id, instanceId)
                .or(() -> interfaces.find(id, instanceId).map(found -> NetworkInterfaces.groups(found.groups())));
        if (before.isEmpty()) {
            return;
        }
        String quarantine = emptyGroup(step);
        sightings.moved(id);
        interfaces.setGroups(id, List.of(quarantine));
        connections
                .cut(id, vpc(step), before.get(), quarantine)
                .ifPresent(why -> remarks.add(
                        instanceId, "Connections of " + id + " were not cut by this delivery: " + why + "."));
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return interfaces
                .find(step.resource(), CaseId.parse(caseId).targetKey())
                .map(found -> groups.isQuarantined(found.groups(), found.vpcId()))
                .orElse(true);
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        Optional<NetworkInterface> found = interfaces.find(step.resource());
        if (found.isEmpty() || step.before() == null || step.before().isEmpty()) {
            return Restoration.gone();
        }
        List<String> now = NetworkInterfaces.groups(found.get().groups());
        List<String> before = Json.as(step.before(), State.class).groups();
        if (now.equals(before)) {
            return Restoration.alreadySo();
        }
        if (!isAsLeft(found.get())) {
            return Restoration.drifted(
                    "is in " + now + " since, not in a quarantine group; before, it was in " + before);
        }
        List<String> missing = groups.missing(before);
        if (!missing.isEmpty()) {
            return Restoration.drifted(
                    "stays in the quarantine group: " + missing + " is gone; before, it was in " + before);
        }
        interfaces.setGroups(step.resource(), before);
        return Restoration.restored();
    }

    /** Into those of the groups before that there still are. */
    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        List<String> before = Json.as(step.before(), State.class).groups();
        List<String> gone = groups.missing(before);
        List<String> left =
                before.stream().filter(group -> !gone.contains(group)).toList();
        if (left.isEmpty()) {
            return drifted;
        }
        interfaces.setGroups(step.resource(), left);
        return Restoration.restored(gone.isEmpty() ? "" : "it was in " + gone + " before, too, which is gone");
    }

    @Override
    public Optional<Holding> holding(Step step) {
        return Optional.of(new Holding(Holding.Kind.QUARANTINED_INTERFACE, step.resource()));
    }

    /** In one group of ours alone, whatever rules somebody gave it since; a crash can leave it in the all-open one. */
    private boolean isAsLeft(NetworkInterface found) {
        List<String> now = NetworkInterfaces.groups(found.groups());
        return groups.in(found.vpcId()).stream()
                        .filter(QuarantineGroup::ours)
                        .anyMatch(group -> now.equals(List.of(group.id())))
                || (now.size() == 1 && connections.isAllOpen(now.getFirst(), found.vpcId()));
    }

    private static String vpc(Step step) {
        return step.after().path("vpcId").asText();
    }

    /** An own group that was seen without rules just now; an interface is never moved into any other. */
    private String emptyGroup(Step step) {
        String vpcId = vpc(step);
        return sightings
                .emptyGroup(vpcId)
                .or(() -> QuarantineGroup.best(groups.in(vpcId))
                        .filter(QuarantineGroup::isSafe)
                        .map(QuarantineGroup::id))
                .orElseThrow(() -> new CallFailed(
                        "ec2:ModifyNetworkInterfaceAttribute",
                        step.resource(),
                        vpcId + " has no quarantine group without rules",
                        CallFailed.Kind.REJECTED,
                        null));
    }
}
