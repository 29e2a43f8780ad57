package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives a VPC an all-open group, see {@link ConnectionCut}. The prior state is the group, {@code {}} where it is absent. */
final class EnsureConnectionCutGroup implements StepAction {
    static final String NAME = "ensure-connection-cut-group";

    private final ConnectionCutGroups groups;

    EnsureConnectionCutGroup(ConnectionCutGroups groups) {
        this.groups = groups;
    }

    static Step step(String vpcId, Optional<ConnectionCutGroup> found) {
        JsonNode after = Json.tree(Map.of("name", ConnectionCutGroup.NAME, "rules", "all open"));
        return new Step(NAME, vpcId, Phase.PREPARE, state(found), after);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return state(groups.in(step.resource()));
    }

    @Override
    public void apply(Step step, String caseId) {
        groups.ensure(step.resource());
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return groups.in(step.resource()).filter(ConnectionCutGroup::isFit).isPresent();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept("the all-open group is shared by all cases of the VPC; no interface is left in it");
    }

    private static JsonNode state(Optional<ConnectionCutGroup> found) {
        return found.map(ConnectionCutGroup::state).orElseGet(Json.MAPPER::createObjectNode);
    }
}
