package dev.tourniquet.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deletes revocations of ours that deny nobody any more, where a new one needs their room. */
public record PruneAction(Roles roles) implements StepAction {
    /** The step's name. */
    public static final String NAME = "prune-revocations";

    private record After(String roleName, List<String> policyNames) {}

    /** The step that deletes {@code expired}, texts by name. */
    public static Step step(String roleName, SortedMap<String, String> expired) {
        After after = new After(roleName, List.copyOf(expired.keySet()));
        return new Step(NAME, roleName, Phase.PREPARE, before(expired), Json.tree(after));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        After after = Json.as(step.after(), After.class);
        return before(roles.policies(after.roleName(), after.policyNames()));
    }

    /** Nothing of it is put back, so that all that was deleted is kept on record. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        SortedMap<String, String> all = recorded(first);
        all.putAll(recorded(later));
        return before(all);
    }

    @Override
    public void apply(Step step, String caseId) {
        After after = Json.as(step.after(), After.class);
        Map<String, String> recorded = recorded(step);
        after.policyNames().stream()
                .filter(recorded::containsKey)
                .forEach(name -> roles.deleteUnchanged(after.roleName(), name, recorded.get(name)));
    }

    @Override
    public boolean holds(Step step, String caseId) {
        After after = Json.as(step.after(), After.class);
        Map<String, String> recorded = recorded(step);
        return roles.policies(after.roleName(), after.policyNames()).entrySet().stream()
                .noneMatch(each -> each.getValue().equals(recorded.get(each.getKey())));
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept(
                "there is nothing to restore: the revocations that were deleted denied nobody any more. Their texts are in the case");
    }

    private static JsonNode before(SortedMap<String, String> texts) {
        ObjectNode before = Json.MAPPER.createObjectNode();
        before.set("policies", Json.tree(texts));
        return before;
    }

    private static SortedMap<String, String> recorded(Step step) {
        return step.before() == null ? new TreeMap<>() : recorded(step.before());
    }

    private static SortedMap<String, String> recorded(JsonNode before) {
        SortedMap<String, String> texts = new TreeMap<>();
        before.path("policies")
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }
}
