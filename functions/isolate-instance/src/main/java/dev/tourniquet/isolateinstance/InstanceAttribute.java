package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Calls;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/**
 * Sets one attribute of the instance that keeps it from being terminated. Some instances do not have it: EC2 refuses
 * termination protection for Spot instances, and the outcome then says that it is not preserved.
 */
final class InstanceAttribute implements StepAction {
    static final String PROTECT_TERMINATION = "protect-termination";
    static final String STOP_ON_SHUTDOWN = "stop-on-shutdown";

    private final String name;
    private final InstanceAttributeName attribute;
    private final Function<DescribeInstanceAttributeResponse, Optional<? extends JsonNode>> reading;
    private final BiConsumer<ModifyInstanceAttributeRequest.Builder, JsonNode> writing;
    private final Ec2Client ec2;
    private final Instances instances;

    private InstanceAttribute(
            String name,
            InstanceAttributeName attribute,
            Function<DescribeInstanceAttributeResponse, Optional<? extends JsonNode>> reading,
            BiConsumer<ModifyInstanceAttributeRequest.Builder, JsonNode> writing,
            Ec2Client ec2,
            Instances instances) {
        this.name = name;
        this.attribute = attribute;
        this.reading = reading;
        this.writing = writing;
        this.ec2 = ec2;
        this.instances = instances;
    }

    /** The API no longer terminates the instance. Auto Scaling and scheduled events still would. */
    static InstanceAttribute protectTermination(Ec2Client ec2, Instances instances) {
        return new InstanceAttribute(
                PROTECT_TERMINATION,
                InstanceAttributeName.DISABLE_API_TERMINATION,
                found -> Optional.ofNullable(found.disableApiTermination())
                        .map(AttributeBooleanValue::value)
                        .map(BooleanNode::valueOf),
                (request, value) -> request.disableApiTermination(set -> set.value(value.booleanValue())),
                ec2,
                instances);
    }

    static Step protectTermination(String instanceId) {
        return new Step(PROTECT_TERMINATION, instanceId, Phase.PRESERVE, null, BooleanNode.TRUE);
    }

    /** A shutdown from inside stops the instance, which keeps its volumes. */
    static InstanceAttribute stopOnShutdown(Ec2Client ec2, Instances instances) {
        return new InstanceAttribute(
                STOP_ON_SHUTDOWN,
                InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR,
                found -> Optional.ofNullable(found.instanceInitiatedShutdownBehavior())
                        .map(AttributeValue::value)
                        .map(TextNode::valueOf),
                (request, value) -> request.instanceInitiatedShutdownBehavior(set -> set.value(value.textValue())),
                ec2,
                instances);
    }

    static Step stopOnShutdown(String instanceId) {
        return new Step(STOP_ON_SHUTDOWN, instanceId, Phase.PRESERVE, null, TextNode.valueOf("stop"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonNode read(Step step) {
        String id = step.resource();
        DescribeInstanceAttributeResponse found = Calls.call(
                "ec2:DescribeInstanceAttribute",
                id,
                () -> ec2.describeInstanceAttribute(
                        request -> request.instanceId(id).attribute(attribute)));
        Optional<? extends JsonNode> value = reading.apply(found);
        if (value.isEmpty()) {
            throw new CallFailed(
                    "ec2:DescribeInstanceAttribute", id, "has no " + attribute, CallFailed.Kind.REJECTED, null);
        }
        return value.get();
    }

    @Override
    public void apply(Step step, String caseId) {
        write(step.resource(), step.after());
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return read(step).equals(step.after());
    }

    /** The attribute has two values, so whatever is not as before is as this step left it. */
    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        JsonNode before = step.before();
        if (before == null || instances.alive(step.resource()).isEmpty()) {
            return Restoration.gone();
        }
        if (read(step).equals(before)) {
            return Restoration.alreadySo();
        }
        write(step.resource(), before);
        return Restoration.restored();
    }

    private void write(String id, JsonNode value) {
        Calls.call(
                "ec2:ModifyInstanceAttribute",
                id,
                () -> ec2.modifyInstanceAttribute(request -> {
                    request.instanceId(id);
                    writing.accept(request, value);
                }));
    }
}
