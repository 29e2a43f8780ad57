package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.nextSteps;
import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Evidence that can still be lost, or cannot be kept: said, and in the way of nothing. */
final class PerishablesTest extends InWorld {
    @Test
    void saysThatASpotInstanceCanBeInterruptedAndThatItsProtectionIsNotPreserved() {
        String instance = instance();
        wire.refuse("ModifyInstanceAttribute", "UnsupportedOperation");

        JsonNode result = finding(instance, each -> each.instanceLifecycle("spot"));

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(residualRisks(result)).contains("Spot instance", "two minutes' notice");
        assertThat(reasons(result)).contains("not preserved: protect-termination " + instance, "UnsupportedOperation");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        assertThat(world.snapshots()).isNotEmpty();
    }

    @Test
    void saysNothingOfSpotHibernationOrInstanceStoresWhereThereAreNone() {
        JsonNode result = function.finding(instance());

        assertThat(residualRisks(result)).doesNotContain("Spot", "instance store");
        assertThat(nextSteps(result)).doesNotContain("Hibernation", "Encrypted");
    }

    @Test
    void namesTheTypeThatMayHaveInstanceStoreVolumes() {
        JsonNode result = finding(instance(), each -> each.instanceType("i4i.large"));

        assertThat(nextSteps(result)).contains("describe-instance-types --instance-types i4i.large");
    }

    @Test
    void saysThatARootVolumeOnAnInstanceStoreIsInNoSnapshot() {
        JsonNode result = finding(instance(), each -> each.rootDeviceType("instance-store"));

        assertThat(residualRisks(result)).contains("root volume is an instance store");
    }

    @Test
    void saysWhereTheMemoryOfAHibernatedInstanceIs() {
        UnaryOperator<Instance.Builder> hibernatable =
                each -> each.hibernationOptions(options -> options.configured(true));

        assertThat(nextSteps(finding(instance(), hibernatable))).contains("stop-instances --hibernate");
        assertThat(nextSteps(finding(
                        instance(),
                        each -> hibernatable.apply(each).state(now -> now.name(InstanceStateName.STOPPED)))))
                .contains("its memory is on the root volume");
    }

    @Test
    void namesEncryptedSnapshotsAndTheirKey() {
        String instance = instance();
        ExecutionInterceptor encrypted = new ExecutionInterceptor() {
            @Override
            public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
                return context.response() instanceof DescribeSnapshotsResponse found
                        ? found.toBuilder()
                                .snapshots(found.snapshots().stream()
                                        .map(each -> each.toBuilder()
                                                .encrypted(true)
                                                .kmsKeyId("arn:aws:kms:us-east-1:123456789012:key/1")
                                                .build())
                                        .toList())
                                .build()
                        : context.response();
            }
        };

        JsonNode result = new Function(world, Map.of(), wire, encrypted).finding(instance);

        assertThat(nextSteps(result))
                .contains(world.snapshots().getFirst().snapshotId() + " (arn:aws:kms:us-east-1:123456789012:key/1)")
                .contains("cannot be shared");
    }

    @Test
    void saysWhatToDoAboutAQuotaOfSnapshotsThatIsUsedUp() {
        String instance = instance();
        wire.refuse("CreateSnapshots", "SnapshotLimitExceeded");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        assertThat(reasons(result)).contains("ec2:CreateSnapshots on " + instance + ": SnapshotLimitExceeded");
        assertThat(nextSteps(result)).contains("create-snapshots --instance-specification InstanceId=" + instance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConcurrentSnapshotLimitExceeded", "SnapshotCreationPerVolumeRateExceeded"})
    void takesSnapshotsAgainAfterARateThatPasses(String code) {
        String instance = instance();
        wire.refuse("CreateSnapshots", code);
        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("CONTAINED")
                .hasMessageContaining("ec2:CreateSnapshots on " + instance + ": " + code);
        wire.allow("CreateSnapshots");

        assertThat(reasons(function.finding(instance))).doesNotContain("not preserved");

        assertThat(world.snapshots()).hasSize(1);
    }

    @Test
    void neverStopsRebootsOrTerminatesAnything() {
        String instance = instance();
        world.joinAutoScalingGroup(instance, network, "web");

        function.finding(instance);
        function.release(instance);

        assertThat(wire.calls()).doesNotContain("StopInstances", "RebootInstances", "TerminateInstances");
        assertThat(world.describe(instance).state().name()).isEqualTo(InstanceStateName.RUNNING);
    }

    private JsonNode finding(String instance, UnaryOperator<Instance.Builder> change) {
        return new Function(world, Map.of(), wire, new Changed(change)).finding(instance);
    }

    /** Changes how instances are described, in what the local AWS cannot make. */
    private record Changed(UnaryOperator<Instance.Builder> change) implements ExecutionInterceptor {
        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            return context.response() instanceof DescribeInstancesResponse found
                    ? found.toBuilder()
                            .reservations(found.reservations().stream()
                                    .map(reservation -> reservation.toBuilder()
                                            .instances(reservation.instances().stream()
                                                    .map(each -> change.apply(each.toBuilder())
                                                            .build())
                                                    .toList())
                                            .build())
                                    .toList())
                            .build()
                    : context.response();
        }
    }
}
