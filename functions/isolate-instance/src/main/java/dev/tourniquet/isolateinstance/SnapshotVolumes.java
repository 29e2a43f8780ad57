package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.Calls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/**
 * Takes one crash-consistent set of snapshots of all EBS volumes. They carry the case's tag, by which a second run knows of
 * which volumes they have been taken: two calls of the API would take two sets.
 */
final class SnapshotVolumes implements StepAction {
    static final String NAME = "snapshot-volumes";

    private static final Set<String> QUOTAS =
            Set.of("SnapshotLimitExceeded", "ConcurrentSnapshotLimitExceeded", "SnapshotCreationPerVolumeRateExceeded");

    private final Ec2Client ec2;
    private final Ec2Client once;
    private final Remarks remarks;

    /**
     * @param once makes each call once and waits long for its answer: a call that is given up too early and made again takes
     *     a second set. Whoever runs this step again looks first what has been taken
     */
    SnapshotVolumes(Ec2Client ec2, Ec2Client once, Remarks remarks) {
        this.ec2 = ec2;
        this.once = once;
        this.remarks = remarks;
    }

    /**
     * @param volumes of which the case is to have a snapshot
     * @param boot the one of them that is the boot volume, null where that is not on EBS
     */
    record State(Set<String> volumes, @Nullable String boot) {
        /** The case has none yet. */
        static final State NONE = new State(Set.of(), null);

        State {
            volumes = new TreeSet<>(volumes);
        }

        static State of(Instance instance) {
            List<InstanceBlockDeviceMapping> mappings = Instances.volumes(instance);
            return new State(
                    mappings.stream().map(SnapshotVolumes::volume).collect(Collectors.toSet()),
                    mappings.stream()
                            .filter(mapping -> mapping.deviceName().equals(instance.rootDeviceName()))
                            .map(SnapshotVolumes::volume)
                            .findFirst()
                            .orElse(null));
        }
    }

    /** Nothing where the instance has no EBS volume. */
    static Optional<Step> step(Instance instance) {
        State after = State.of(instance);
        return after.volumes().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Step(NAME, instance.instanceId(), Phase.PRESERVE, Json.tree(State.NONE), Json.tree(after)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return Json.tree(State.NONE);
    }

    @Override
    public void apply(Step step, String caseId) {
        State wanted = Json.as(step.after(), State.class);
        Set<String> taken = volumes(taken(caseId));
        if (!taken.containsAll(wanted.volumes())) {
            try {
                create(step.resource(), wanted, taken, caseId);
            } catch (CallFailed failed) {
                if (QUOTAS.contains(failed.code())) {
                    remarks.add(step.resource(), byHand(step.resource(), failed.code()));
                }
                throw failed;
            }
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        List<Snapshot> taken = taken(caseId);
        encrypted(taken).ifPresent(remark -> remarks.add(step.resource(), remark));
        return volumes(taken).containsAll(Json.as(step.after(), State.class).volumes());
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept(
                "snapshots tagged " + Tags.CASE + "=" + caseId + " are evidence; delete them when the case is closed");
    }

    private void create(String instanceId, State wanted, Set<String> taken, String caseId) {
        boolean bootTaken = wanted.boot() != null && taken.contains(wanted.boot());
        InstanceSpecification.Builder rest =
                InstanceSpecification.builder().instanceId(instanceId).excludeBootVolume(bootTaken);
        List<String> data = wanted.volumes().stream()
                .filter(taken::contains)
                .filter(volume -> !volume.equals(wanted.boot()))
                .toList();
        if (!data.isEmpty()) {
            rest.excludeDataVolumeIds(data);
        }
        Calls.call(
                "ec2:CreateSnapshots",
                instanceId,
                () -> once.createSnapshots(request -> request.instanceSpecification(rest.build())
                        .description("Tourniquet: evidence of case " + caseId)
                        .tagSpecifications(Tags.on(ResourceType.SNAPSHOT, Tags.CASE, caseId))));
    }

    /** The snapshots of this case that have not failed. */
    private List<Snapshot> taken(String caseId) {
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
                                .toList());
    }

    private static Set<String> volumes(List<Snapshot> snapshots) {
        return snapshots.stream().map(Snapshot::volumeId).collect(Collectors.toSet());
    }

    private static Optional<String> encrypted(List<Snapshot> snapshots) {
        List<String> ids = snapshots.stream()
                .filter(snapshot -> Boolean.TRUE.equals(snapshot.encrypted()))
                .map(snapshot -> snapshot.snapshotId() + " (" + snapshot.kmsKeyId() + ")")
                .sorted()
                .toList();
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of("Encrypted snapshots: " + String.join(", ", ids)
                        + ". One under the AWS managed key aws/ebs cannot be shared with another account: copy it under a key of"
                        + " your own first (aws ec2 copy-snapshot --encrypted --kms-key-id).");
    }

    private static String byHand(String instanceId, String code) {
        return "Snapshots ran into a quota (" + code
                + "): wait, delete old ones or raise it, then take them by hand: aws ec2"
                + " create-snapshots --instance-specification InstanceId=" + instanceId + ".";
    }

    private static String volume(InstanceBlockDeviceMapping mapping) {
        return mapping.ebs().volumeId();
    }
}
