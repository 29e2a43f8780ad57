package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Calls;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Marks the instance with its case, for whoever comes across it. The prior state is the tag's value, {@code {}} where it is absent. */
final class TagInstance implements StepAction {
    static final String NAME = "tag-instance";
    private static final String VALUE = "value";

    private final Ec2Client ec2;
    private final Instances instances;

    TagInstance(Ec2Client ec2, Instances instances) {
        this.ec2 = ec2;
        this.instances = instances;
    }

    static Step step(Instance instance) {
        JsonNode after = Json.tree(Map.of("key", Tags.CASE, VALUE, "the case id"));
        return new Step(NAME, instance.instanceId(), Phase.PRESERVE, state(value(instance)), after);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return state(instances.find(step.resource()).flatMap(TagInstance::value));
    }

    @Override
    public void apply(Step step, String caseId) {
        write(step.resource(), caseId);
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return read(step).path(VALUE).asText().equals(caseId);
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        Optional<Instance> instance = instances.alive(step.resource());
        JsonNode before = step.before();
        if (instance.isEmpty() || before == null) {
            return Restoration.gone();
        }
        Optional<String> now = value(instance.get());
        if (state(now).equals(before)) {
            return Restoration.alreadySo();
        }
        if (!now.equals(Optional.of(caseId))) {
            return Restoration.drifted("the tag " + Tags.CASE + " is of another case, or was removed");
        }
        return putBack(step.resource(), before);
    }

    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        return step.before() == null ? drifted : putBack(step.resource(), step.before());
    }

    private Restoration putBack(String id, JsonNode before) {
        if (before.has(VALUE)) {
            write(id, before.path(VALUE).asText());
        } else {
            Calls.call(
                    "ec2:DeleteTags",
                    id,
                    () -> ec2.deleteTags(request -> request.resources(id)
                            .tags(Tag.builder().key(Tags.CASE).build())));
        }
        return Restoration.restored();
    }

    private void write(String id, String value) {
        Calls.call(
                "ec2:CreateTags",
                id,
                () -> ec2.createTags(request -> request.resources(id).tags(Tags.tag(Tags.CASE, value))));
    }

    private static Optional<String> value(Instance instance) {
        return Tags.value(instance.tags(), Tags.CASE);
    }

    private static JsonNode state(Optional<String> value) {
        return value.map(text -> Json.tree(Map.of(VALUE, text))).orElseGet(Json.MAPPER::createObjectNode);
    }
}
