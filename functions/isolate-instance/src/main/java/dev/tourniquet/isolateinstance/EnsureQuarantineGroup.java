package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a VPC a quarantine group without rules. The prior state is our group with its rules, or the groups of others that
 * have taken its names; {@code {}} where there is none.
 */
final class EnsureQuarantineGroup implements StepAction {
    static final String NAME = "ensure-quarantine-group";

    private final QuarantineGroups groups;
    private final Sightings sightings;
    private final Remarks remarks;

    EnsureQuarantineGroup(QuarantineGroups groups, Sightings sightings, Remarks remarks) {
        this.groups = groups;
        this.sightings = sightings;
        this.remarks = remarks;
    }

    /** @param found the groups of the VPC under a reserved name */
    static Step step(String vpcId, List<QuarantineGroup> found) {
        JsonNode after = Json.tree(Map.of("name", name(found), "rules", 0));
        return new Step(NAME, vpcId, Phase.PREPARE, state(found), after);
    }

    /** The name of the group that will be used. */
    static String name(List<QuarantineGroup> found) {
        return QuarantineGroup.best(found)
                .map(QuarantineGroup::name)
                .orElseGet(() -> QuarantineGroup.freeName(
                        found.stream().map(QuarantineGroup::name).collect(Collectors.toSet())));
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
        QuarantineGroup used = groups.ensure(step.resource(), absent, failed -> passedOver(caseId, failed));
        sightings.group(step.resource(), Optional.of(used));
    }

    /** The instance is contained without that group, and the next one needs another again: a person is to know. */
    private void passedOver(String caseId, CallFailed failed) {
        remarks.add(
                CaseId.parse(caseId).targetKey(),
                "A quarantine group could not be emptied, and another was used in its place: " + failed.getMessage()
                        + ". Find out what refuses it, and remove the rules by hand.");
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return groups.in(step.resource()).stream().anyMatch(QuarantineGroup::isSafe);
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept("the quarantine group is shared by all cases of the VPC");
    }

    private static JsonNode state(List<QuarantineGroup> found) {
        if (found.isEmpty()) {
            return Json.MAPPER.createObjectNode();
        }
        return QuarantineGroup.best(found)
                .map(QuarantineGroup::state)
                .orElseGet(() -> Json.tree(Map.of(
                        "foreign", found.stream().map(QuarantineGroup::state).toList())));
    }
}
