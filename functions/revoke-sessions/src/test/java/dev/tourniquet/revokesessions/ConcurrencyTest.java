package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.InlinePolicyQuota;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.Role;

/** Two deliveries at once, each in its own container. */
final class ConcurrencyTest extends InWorld {
    private static final Instant CUT_OFF = Instant.parse("2026-10-22T17:00:01Z");

    @Test
    void containsOnceWhereOneFindingIsDeliveredTwiceAtOnce() {
        Role role = world.role("web");

        List<JsonNode> reports = atOnce(finding(role, INSTANCE), finding(role, INSTANCE));

        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .containsAnyOf("CONTAINED")
                .isSubsetOf("CONTAINED", "ALREADY_CONTAINED");
        assertThat(world.policies("web")).containsOnlyKeys(POLICY);
        world.release(reports.getFirst());
        assertThat(world.policies("web"))
                .as("neither delivery took the other's policy for the state before")
                .isEmpty();
    }

    @Test
    void cutsARoleOnceWhereTwoFindingsNameItAtOnce() {
        Role role = world.role("ci");
        ObjectNode other = finding(role, "bob");
        ((ObjectNode) other.path("detail")).put("id", "another-finding");

        List<JsonNode> reports = atOnce(finding(role, "alice"), other);

        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .containsAnyOf("CONTAINED")
                .isSubsetOf("CONTAINED", "ALREADY_CONTAINED");
        assertThat(world.policies("ci"))
                .containsOnlyKeys(ROLE_POLICY)
                .containsValue(new Revocation(null, CUT_OFF).document());
        world.release(reports.getFirst());
        assertThat(world.policies("ci")).isEmpty();
    }

    @Test
    void revokesTwoSessionsOfOneRoleAtOnceAndReleasesOneWithoutTheOther() {
        Role role = world.role("web");

        List<JsonNode> reports = atOnce(finding(role, INSTANCE), finding(role, OTHER_INSTANCE));

        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .containsOnly("CONTAINED");
        assertThat(world.policies("web")).containsOnlyKeys(POLICY, "tourniquet-revoke-" + OTHER_INSTANCE);
        world.release(reports.getFirst());
        assertThat(world.policies("web")).containsOnlyKeys("tourniquet-revoke-" + OTHER_INSTANCE);
        world.release(reports.getLast());
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void revokesAWholeRoleOnceForTwoSessionsAtOnceAndSaysWhoseTheOtherOneIs() {
        Role role = world.role("web");
        QuotaTest.fill(world, 200);
        world.more.add(new OneWriteAtATime());
        world.more.add(new InlinePolicyQuota(world.iam));

        List<JsonNode> reports = atOnce(finding(role, INSTANCE), finding(role, OTHER_INSTANCE));

        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .containsOnly("CONTAINED");
        assertThat(world.policies("web")).hasSize(2);
        boolean first = world.policies("web").containsKey(POLICY);
        JsonNode winner = first ? reports.getFirst() : reports.getLast();
        JsonNode loser = first ? reports.getLast() : reports.getFirst();
        String name = first ? POLICY : "tourniquet-revoke-" + OTHER_INSTANCE;
        assertThat(texts(loser.path("nextSteps")))
                .anyMatch(step -> step.contains(name) && step.contains("comes free when that one is released"));
        assertThat(texts(winner.path("nextSteps"))).noneMatch(step -> step.contains("comes free"));

        world.release(winner);

        assertThat(world.policies("web")).containsOnlyKeys("owner");
        assertThat(world.release(loser).at("/released/steps/0/result").asText()).isEqualTo("ALREADY_SO");
    }

    /** Both have read and planned before either opens its case. */
    private List<JsonNode> atOnce(ObjectNode first, ObjectNode second) {
        world.more.add(new Meeting());
        try (SideBySide threads = new SideBySide()) {
            Supplier<JsonNode> one = threads.start(() -> delivered(first));
            Supplier<JsonNode> two = threads.start(() -> delivered(second));
            return List.of(one.get(), two.get());
        }
    }

    /** As Lambda does: again, where the function asks for it. */
    private JsonNode delivered(ObjectNode event) {
        for (int i = 0; i < 100; i++) {
            try {
                return world.report(event);
            } catch (RetryLater _) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("never dealt with");
    }

    /** As IAM does, so that the quota counts what the other has written. */
    private static final class OneWriteAtATime implements ExecutionInterceptor {
        private final ReentrantLock writing = new ReentrantLock();

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof PutRolePolicyRequest) {
                writing.lock();
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            ended();
        }

        @Override
        public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
            ended();
        }

        private void ended() {
            if (writing.isHeldByCurrentThread()) {
                writing.unlock();
            }
        }
    }

    private static final class Meeting implements ExecutionInterceptor {
        private final CyclicBarrier both = new CyclicBarrier(2);
        private final AtomicInteger arrived = new AtomicInteger();

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof PutItemRequest && arrived.incrementAndGet() <= 2) {
                try {
                    both.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new AssertionError("the other delivery never came to its case", e);
                }
            }
        }
    }
}
