package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;

/** Keeps EBS volumes that would be deleted together with the instance. States are lists of {@link Volume}. */
final class KeepVolumes implements StepAction {
    static final String NAME = "keep-volumes";

    private final Ec2Client ec2;
    private final Instances instances;

    KeepVolumes(Ec2Client ec2, Instances instances) {
        this.ec2 = ec2;
        this.instances = instances;
    }

    /** An attached EBS volume. */
    record Volume(String device, String volumeId, boolean deleteOnTermination) {
        static Volume of(InstanceBlockDeviceMapping mapping) {
            return new Volume(
                    mapping.deviceName(),
                    mapping.ebs().volumeId(),
                    Boolean.TRUE.equals(mapping.ebs().deleteOnTermination()));
        }

        Volume deletedOnTermination(boolean delete) {
            return new Volume(device, volumeId, delete);
        }
    }

    /** Nothing where no volume would be deleted. */
    static Optional<Step> step(Instance instance) {
        List<Volume> before =
                volumes(instance).stream().filter(Volume::deleteOnTermination).toList();
        List<Volume> after = before.stream()
                .map(volume -> volume.deletedOnTermination(false))
                .toList();
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Step(NAME, instance.instanceId(), Phase.PRESERVE, Json.tree(before), Json.tree(after)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return Json.tree(now(step));
    }

    /** A volume that was attached later counts as it was found then. */
    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        List<Volume> all = new ArrayList<>(list(first));
        list(later).stream()
                .filter(found ->
                        all.stream().noneMatch(known -> known.volumeId().equals(found.volumeId())))
                .forEach(all::add);
        return Json.tree(all);
    }

    /** Touches only devices that still hold the volume that was planned for. */
    @Override
    public void apply(Step step, String caseId) {
        List<Volume> now = now(step);
        write(
                step.resource(),
                list(step.after()).stream()
                        .filter(volume -> now.contains(volume.deletedOnTermination(true)))
                        .toList());
    }

    @Override
    public boolean holds(Step step, String caseId) {
        List<Volume> now = now(step);
        return list(step.after()).stream().noneMatch(volume -> now.contains(volume.deletedOnTermination(true)));
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        if (step.before() == null || instances.alive(step.resource()).isEmpty()) {
            return Restoration.gone();
        }
        List<Volume> now = now(step);
        List<Volume> asLeft = new ArrayList<>();
        List<String> detached = new ArrayList<>();
        for (Volume before : list(step.before())) {
            if (now.contains(before.deletedOnTermination(false))) {
                asLeft.add(before);
            } else if (!now.contains(before)) {
                detached.add(before.volumeId());
            }
        }
        write(step.resource(), asLeft);
        String note = detached.isEmpty() ? "" : detached + " is not attached as it was";
        if (asLeft.isEmpty()) {
            return detached.isEmpty() ? Restoration.alreadySo() : Restoration.drifted(note);
        }
        return Restoration.restored(note);
    }

    private List<Volume> now(Step step) {
        return instances.find(step.resource()).map(KeepVolumes::volumes).orElse(List.of());
    }

    private void write(String id, List<Volume> volumes) {
        if (volumes.isEmpty()) {
            return;
        }
        List<InstanceBlockDeviceMappingSpecification> mappings = volumes.stream()
                .map(volume -> InstanceBlockDeviceMappingSpecification.builder()
                        .deviceName(volume.device())
                        .ebs(ebs -> ebs.deleteOnTermination(volume.deleteOnTermination()))
                        .build())
                .toList();
        Calls.call(
                "ec2:ModifyInstanceAttribute",
                id,
                () -> ec2.modifyInstanceAttribute(
                        request -> request.instanceId(id).blockDeviceMappings(mappings)));
    }

    private static List<Volume> volumes(Instance instance) {
        return Instances.volumes(instance).stream().map(Volume::of).toList();
    }

    private static List<Volume> list(JsonNode state) {
        return List.of(Json.as(state, Volume[].class));
    }
}
