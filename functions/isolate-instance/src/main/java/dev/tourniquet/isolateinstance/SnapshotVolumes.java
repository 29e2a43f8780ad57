package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Calls;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/**
 * Takes one crash-consistent set of snapshots of all EBS volumes. They carry the case's tag, by which a second run knows
 * that they have been taken: the API itself cannot be called twice to one effect.
 */
final class SnapshotVolumes implements StepAction {
    static final String NAME = "snapshot-volumes";

    /** An attempt that is given up too early would be made again, and take a second set. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Ec2Client ec2;

    SnapshotVolumes(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** @param volumes of which the case has, or is to have, a snapshot */
    record State(Set<String> volumes) {
        State {
            volumes = new TreeSet<>(volumes);
        }
    }

    /** Nothing where the instance has no EBS volume. */
    static Optional<Step> step(Instance instance) {
        Set<String> volumes = Instances.volumes(instance).stream()
                .map(mapping -> mapping.ebs().volumeId())
                .collect(Collectors.toSet());
        return volumes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step(
                        NAME,
                        instance.instanceId(),
                        Phase.PRESERVE,
                        Json.tree(new State(Set.of())),
                        Json.tree(new State(volumes))));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return Json.tree(new State(Set.of()));
    }

    @Override
    public void apply(Step step, String caseId) {
        if (taken(caseId).isEmpty()) {
            create(step.resource(), caseId);
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return taken(caseId).containsAll(Json.as(step.after(), State.class).volumes());
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept(
                "snapshots tagged " + Tags.CASE + "=" + caseId + " are evidence; delete them when the case is closed");
    }

    private void create(String instanceId, String caseId) {
        InstanceSpecification all = InstanceSpecification.builder()
                .instanceId(instanceId)
                .excludeBootVolume(false)
                .build();
        Calls.call(
                "ec2:CreateSnapshots",
                instanceId,
                () -> ec2.createSnapshots(request -> request.instanceSpecification(all)
                        .description("Tourniquet: evidence of case " + caseId)
                        .tagSpecifications(Tags.on(ResourceType.SNAPSHOT, Tags.CASE, caseId))
                        .overrideConfiguration(
                                limits -> limits.apiCallTimeout(LONGEST).apiCallAttemptTimeout(LONGEST))));
    }

    /** The volumes of which there is a snapshot of this case that has not failed. */
    private Set<String> taken(String caseId) {
        Filter ofCase = Filter.builder().name("tag:" + Tags.CASE).values(caseId).build();
        return Calls.call(
                "ec2:DescribeSnapshots",
                "*",
                () ->
                        ec2
                                .describeSnapshotsPaginator(
                                        request -> request.ownerIds("self").filters(ofCase))
                                .snapshots()
                                .stream()
                                .filter(snapshot -> snapshot.state() != SnapshotState.ERROR)
                                .map(Snapshot::volumeId)
                                .collect(Collectors.toSet()));
    }
}
