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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
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
    void makesRoomOnOneRoleForTwoSessionsAtOnceAndLetsNobodyGo() {
        Role role = world.role("web");
        Revocation standing = new Revocation(role.roleId() + ":i-0fedcba9876543210", CUT_OFF.minusSeconds(600));
        put("web", "tourniquet-revoke-i-0fedcba9876543210", standing.document());
        put("web", "tourniquet-revoke-i-0fedcba9876543211", standing.document());
        QuotaTest.fill(world, 20);
        world.more.add(new InlinePolicyQuota(world.iam));
        Moments moments = new Moments(world, "web");
        moments.watch(standing);
        world.more.add(moments);

        List<JsonNode> reports = atOnce(finding(role, INSTANCE), finding(role, OTHER_INSTANCE));

        assertThat(reports)
                .extracting(report -> report.path("outcome").asText())
                .isSubsetOf("CONTAINED", "ALREADY_CONTAINED");
        assertThat(world.policies("web").values().stream().flatMap(text -> Revocation.read(text).stream()))
                .contains(new Revocation(null, CUT_OFF));
        reports.forEach(world::release);
        assertThat(moments.open()).isEmpty();
        assertThat(world.policies("web").values().stream().flatMap(text -> Revocation.read(text).stream()))
                .containsOnly(standing);
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
