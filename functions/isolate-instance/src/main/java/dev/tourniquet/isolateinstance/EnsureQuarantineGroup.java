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

/** Gives a VPC a quarantine group without rules. The prior state is the group with its rules, {@code {}} where it is absent. */
final class EnsureQuarantineGroup implements StepAction {
    static final String NAME = "ensure-quarantine-group";

    private final QuarantineGroups groups;
    private final Sightings sightings;

    EnsureQuarantineGroup(QuarantineGroups groups, Sightings sightings) {
        this.groups = groups;
        this.sightings = sightings;
    }

    static Step step(String vpcId, Optional<QuarantineGroup> found) {
        JsonNode after = Json.tree(Map.of("name", QuarantineGroup.NAME, "rules", 0));
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
        boolean absent = step.before() != null && step.before().isEmpty();
        sightings.group(step.resource(), Optional.of(groups.ensure(step.resource(), absent)));
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return groups.in(step.resource()).filter(QuarantineGroup::isEmpty).isPresent();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept("the quarantine group is shared by all cases of the VPC");
    }

    private static JsonNode state(Optional<QuarantineGroup> found) {
        return found.map(QuarantineGroup::state).orElseGet(Json.MAPPER::createObjectNode);
    }
}
