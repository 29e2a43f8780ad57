package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static dev.tourniquet.isolateinstance.Results.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The same target again: delivered twice, found again, taken up after a crash. */
final class RepetitionTest extends InWorld {

    @Test
    void changesNothingOnASecondDelivery() {
        String instance = instance();
        function.finding(instance);
        wire.forget();

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("ALREADY_CONTAINED");
        assertThat(wire.changes()).isEmpty();
        assertThat(world.snapshots()).hasSameSizeAs(world.describe(instance).blockDeviceMappings());
    }

    @Test
    void cutsAnInterfaceThatWasAttachedSince() {
        String instance = instance();
        Map<String, Object> before = world.state(instance);
        function.finding(instance);
        String second = world.attach(instance, network, List.of(app), 1);

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.groupsOf(second)).doesNotContain(app);
        assertThat(world.snapshots()).hasSameSizeAs(world.describe(instance).blockDeviceMappings());
        function.release(instance);
        assertThat(world.groupsOf(second)).containsExactly(app);
        assertThat(world.state(instance)).containsAllEntriesOf(before);
    }

    @Test
    void namesAnInterfaceThatIsAttachedWhileItWorks() {
        String instance = instance();
        AtomicInteger attached = new AtomicInteger();
        wire.before("ModifyNetworkInterfaceAttribute", () -> {
            if (attached.getAndIncrement() == 0) {
                world.attach(instance, network, List.of(app), 1);
            }
        });

        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("PARTIAL")
                .hasMessageContaining("came after the plan")
                .hasMessageContaining(app);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
        assertThat(world.interfaces(instance))
                .hasSize(2)
                .allSatisfy(each -> assertThat(world.groupsOf(each)).doesNotContain(app));
    }

    @Test
    void resumesAfterACrashAndKeepsTheFirstPriorState() {
        String instance = instance();
        Map<String, Object> before = world.state(instance);
        AtomicInteger writes = new AtomicInteger();
        // The first write opens the case; the second comes after the cut.
        wire.before("PutItem", () -> {
            if (writes.incrementAndGet() == 2) {
                throw new Wire.Killed();
            }
        });
        assertThatThrownBy(() -> function.finding(instance)).satisfies(Wire::killed);
        assertThat(groupsOfFirst(instance)).doesNotContain(app);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(statuses(result)).containsOnly("VERIFIED");
        assertThat(residualRisks(result)).contains("DNS");
        assertThat(world.snapshots()).isNotEmpty();
        function.release(instance);
        assertThat(world.state(instance)).isEqualTo(before);
    }

    @Test
    void takesSnapshotsOnceAlthoughItCrashedRightAfter() {
        String instance = instance();
        wire.before("CreateTags", () -> {
            throw new Wire.Killed();
        });
        assertThatThrownBy(() -> function.finding(instance)).satisfies(Wire::killed);
        wire.allow("CreateTags");

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(wire.count("CreateSnapshots")).isEqualTo(1);
    }

    @Test
    void takesSnapshotsOnceAlthoughTheAnswerWasLost() {
        String instance = instance();
        wire.loseAnswers("CreateSnapshots");
        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("not preserved")
                .hasMessageContaining("ec2:CreateSnapshots");
        wire.keepAnswers("CreateSnapshots");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("ALREADY_CONTAINED");
        assertThat(reasons(result)).doesNotContain("not preserved");
        assertThat(world.snapshots()).hasSameSizeAs(world.describe(instance).blockDeviceMappings());
    }

    @Test
    void leavesAnInterfaceAloneThatHasMovedToAnotherInstance() {
        String instance = instance();
        String second = world.attach(instance, network, List.of(app), 1);
        wire.deny("ModifyNetworkInterfaceAttribute");
        assertThat(outcome(function.finding(instance))).isEqualTo("FAILED");
        wire.allow("ModifyNetworkInterfaceAttribute");
        NetworkInterface attached = world.ec2
                .describeNetworkInterfaces(request -> request.networkInterfaceIds(second))
                .networkInterfaces()
                .getFirst();
        world.ec2.detachNetworkInterface(
                request -> request.attachmentId(attached.attachment().attachmentId()));
        String innocent = instance();
        world.ec2.attachNetworkInterface(request ->
                request.instanceId(innocent).networkInterfaceId(second).deviceIndex(1));

        // Another container: what this one saw a moment ago is no excuse.
        JsonNode result = Function.enforcing(world, wire).finding(instance, "request-2");

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(world.groupsOf(second)).containsExactly(app);
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    @Test
    void takesASnapshotOfAVolumeThatCameSince() {
        String instance = instance();
        function.finding(instance);
        String volume = world.attachVolume(instance, "/dev/sdf");
        world.attach(instance, network, List.of(app), 1);

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(statuses(result)).containsOnly("VERIFIED");
        assertThat(world.snapshots())
                .hasSize(2)
                .filteredOn(each -> each.volumeId().equals(volume))
                .hasSize(1);
    }
}
