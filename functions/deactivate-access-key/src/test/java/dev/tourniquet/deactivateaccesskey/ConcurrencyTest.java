package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two at once: each has read the live state before the other changes anything. */
final class ConcurrencyTest extends InWorld {
    /** How a delivery that has to come again is told here. */
    private static final String AGAIN = "comes again";

    @Test
    void containsOnceWhereOneFindingIsDeliveredTwiceAtOnce() throws Exception {
        List<String> outcomes = bothAtOnce("PutItem", keyFinding(), keyFinding());

        assertThat(outcomes).containsExactlyInAnyOrder("CONTAINED", AGAIN);
        assertThat(world.faults.calls()).containsOnlyOnce("PutUserPolicy", "UpdateAccessKey");
        assertThat(outcome(world.report(keyFinding()))).isEqualTo("ALREADY_CONTAINED");
    }

    @Test
    void containsOnceWhereTwoFindingsNameOneKey() throws Exception {
        JsonNode other = Findings.other(Findings.ofKey(key, "alice", alice));

        List<String> outcomes = bothAtOnce("PutItem", keyFinding(), other);

        assertThat(outcomes).containsExactlyInAnyOrder("CONTAINED", AGAIN);
        assertThat(world.faults.calls()).containsOnlyOnce("PutUserPolicy", "UpdateAccessKey");
        assertThat(outcome(world.report(other))).isEqualTo("ALREADY_CONTAINED");
        assertThat(outcome(world.report(keyFinding()))).isEqualTo("ALREADY_CONTAINED");
    }

    @Test
    void deniesTheSessionsOfAUserOnceWhereTwoFindingsNameThem() throws Exception {
        JsonNode one = Findings.ofSession("alice", alice);

        List<String> outcomes = bothAtOnce("PutItem", one, Findings.other(Findings.ofSession("alice", alice)));

        assertThat(outcomes).containsExactlyInAnyOrder("CONTAINED", AGAIN);
        assertThat(world.faults.calls()).containsOnlyOnce("PutUserPolicy");
    }

    @Test
    void letsTwoKeysOfOneUserBeContainedSideBySide() throws Exception {
        String second = world.key("alice");

        List<String> outcomes = bothAtOnce("PutUserPolicy", keyFinding(), Findings.ofKey(second, "alice", alice));

        assertThat(outcomes).containsExactly("CONTAINED", "CONTAINED");
        assertThat(world.policies("alice")).containsOnlyKeys(policyName(key), policyName(second));
        assertThat(world.keys("alice")).containsEntry(key, "Inactive").containsEntry(second, "Inactive");
    }

    /** Lets none of the two make its first {@code call} before the other is there, too. */
    private List<String> bothAtOnce(String call, JsonNode first, JsonNode second) throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        world.faults.beforeEach(call, () -> {
            if (met.incrementAndGet() <= 2) {
                await(both);
            }
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> one = threads.submit(() -> deliver(first));
            Future<String> other = threads.submit(() -> deliver(second));
            return List.of(one.get(), other.get());
        }
    }

    private String deliver(JsonNode event) {
        try {
            return outcome(world.report(event));
        } catch (RetryLater _) {
            return AGAIN;
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
