package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.severity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.InlinePolicyQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** Roles whose inline policies have no room: 10,240 characters for all of them together. */
final class QuotaTest extends InWorld {
    private static final String THIRD_INSTANCE = "i-0fedcba9876543210";
    private static final Instant CUT_OFF = Instant.parse("2026-10-22T17:00:01Z");
    private static final Instant EARLIER = Instant.parse("2026-10-22T12:00:00Z");
    private static final Instant EXPIRED = Instant.parse("2026-10-22T04:00:00Z");

    private Role role;
    private Moments moments;

    @BeforeEach
    void makeFullRole() {
        world.more.add(new InlinePolicyQuota(world.iam));
        role = world.role("web");
        moments = new Moments(world, "web");
        world.more.add(moments);
    }

    @Test
    void prunesWhatDeniesNobodyAnyMoreAndThenRevokesTheSessionAlone() {
        deny(OTHER_INSTANCE, EXPIRED);
        deny(THIRD_INSTANCE, EARLIER);
        fill(100);

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("prune-revocations");
        assertThat(report.at("/steps/0/phase").asText()).isEqualTo("PREPARE");
        assertThat(report.at("/steps/0/status").asText()).isEqualTo("VERIFIED");
        assertThat(world.policies("web")).containsOnlyKeys("owner", POLICY, name(THIRD_INSTANCE));
        assertThat(standing(POLICY)).isEqualTo(session(INSTANCE, CUT_OFF));

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(released.at("/steps/1/result").asText()).isEqualTo("KEPT");
        assertThat(released.at("/steps/1/note").asText()).contains("nothing to restore");
        assertThat(world.policies("web")).containsOnlyKeys("owner", name(THIRD_INSTANCE));
    }

    @Test
    void prunesNothingWhereThereIsRoom() {
        deny(OTHER_INSTANCE, EXPIRED);

        assertThat(world.report(finding(role, INSTANCE)).path("steps")).hasSize(1);
        assertThat(world.policies("web")).containsOnlyKeys(POLICY, name(OTHER_INSTANCE));
    }

    @Test
    void countsTheOwnersPoliciesWhereNothingOfOursStandsThere() {
        fill(200);

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(standing(POLICY)).isEqualTo(new Revocation(null, CUT_OFF));
    }

    @Test
    void takesTwelveHoursAndOneForTheLifeOfASession() {
        deny(OTHER_INSTANCE, Instant.parse("2026-10-22T04:00:01Z"));
        fill(100);

        assertThat(world.report(finding(role, INSTANCE)).path("steps").toString())
                .as("a session of 13 hours less a second")
                .doesNotContain("prune");
    }

    @Test
    void revokesAllSessionsInsteadOfOneWhereOnlyThatFits() {
        deny(OTHER_INSTANCE, EARLIER);
        deny(THIRD_INSTANCE, EARLIER);
        fill(200);
        Map<String, String> before = world.policies("web");
        moments.watch(session(OTHER_INSTANCE, EARLIER), session(THIRD_INSTANCE, EARLIER));

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("web")).hasSize(4).containsAllEntriesOf(before);
        assertThat(standing(POLICY)).isEqualTo(new Revocation(null, CUT_OFF));
        assertThat(texts(report.path("blastRadius")))
                .anyMatch(sentence -> sentence.contains("are full (10,040 of 10,240 characters)")
                        && sentence.contains("all sessions are revoked instead of one"));
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("the legitimate ones too"));
        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("ALREADY_CONTAINED");

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(released.at("/steps/0/note").asText()).contains("work again", name(OTHER_INSTANCE));
        assertThat(world.policies("web")).isEqualTo(before);
        assertThat(moments.seen()).isEqualTo(2);
        assertThat(moments.open()).isEmpty();
    }

    @Test
    void namesThePolicyOfTheOtherCaseThatDeniesTheSessionAlready() {
        fill(200);
        world.report(finding(role, INSTANCE));

        JsonNode report = world.report(finding(role, OTHER_INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains(POLICY));
        assertThat(world.policies("web")).containsOnlyKeys("owner", POLICY);
    }

    @Test
    void prunesForTheRevocationOfAWholeRoleAsWell() {
        deny(OTHER_INSTANCE, EXPIRED);
        deny(THIRD_INSTANCE, EARLIER);
        fill(20);

        JsonNode report = world.report(finding(role, "alice"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("web")).containsOnlyKeys("owner", ROLE_POLICY, name(THIRD_INSTANCE));
    }

    @Test
    void asksFirstWhereTheFindingIsNotSevereEnoughForAllSessions() {
        deny(OTHER_INSTANCE, EARLIER);
        fill(200);
        Map<String, String> before = world.policies("web");

        JsonNode report = world.report(severity(finding(role, INSTANCE), 6));

        assertThat(report.path("outcome").asText()).isEqualTo("AWAITING_APPROVAL");
        assertThat(texts(report.path("reasons")))
                .singleElement()
                .asString()
                .contains("full (10,040 of 10,240 characters)", "severity 6.0 is below 7.0");
        assertThat(world.policies("web")).isEqualTo(before);
    }

    @Test
    void failsWithTheNumbersWhereTheOwnersPoliciesLeaveNoRoom() {
        fill(20);

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("iam:PutRolePolicy on web: LimitExceeded")
                        && reason.contains("10,220 of 10,240 characters")
                        && reason.contains(
                                "needs " + session(INSTANCE, CUT_OFF).document().length()));
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("managed policy") && step.contains("permissions boundary"));
        assertThat(world.policies("web")).containsOnlyKeys("owner");
    }

    @Test
    void touchesNoPolicyThatDeniesSomebodyStillWhereNothingFits() {
        deny(OTHER_INSTANCE, EARLIER);
        // Before the finding's activity ended.
        put("web", name(THIRD_INSTANCE), new Revocation(null, EARLIER).document());
        put("web", "tourniquet-revoke-planted", allowAll());
        fill(20);
        Map<String, String> before = world.policies("web");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("10,220 of 10,240 characters"));
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("managed policy") && step.contains(name(OTHER_INSTANCE)));
        assertThat(world.policies("web")).isEqualTo(before);
        assertThat(moments.seen()).isZero();
    }

    @Test
    void comesAgainWhereTheRoleFilledUpAfterThePlanAndThenPrunes() {
        fill(300);
        world.faults.before("PutItem", () -> deny(OTHER_INSTANCE, EXPIRED));

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("LimitExceeded");

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
        assertThat(world.policies("web")).containsOnlyKeys("owner", POLICY);
        assertThat(standing(POLICY)).isEqualTo(session(INSTANCE, CUT_OFF));
    }

    @Test
    void comesAgainWhereTheRoleFilledUpAfterThePlanAndThenRevokesTheWholeRole() {
        fill(430);
        world.faults.before("PutItem", () -> deny(OTHER_INSTANCE, EARLIER));

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE))).isInstanceOf(RetryLater.class);

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
        assertThat(standing(POLICY)).isEqualTo(new Revocation(null, CUT_OFF));
    }

    @Test
    void findsNothingToReleaseOnceItsPolicyWasPruned() {
        JsonNode report = world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(14));
        world.iam.deleteRolePolicy(request -> request.roleName("web").policyName(POLICY));

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("ALREADY_SO");
        assertThat(released.path("complete").asBoolean()).isTrue();
    }

    @Test
    void revokesEvenWhereItCannotLookWhetherThereIsRoomAndSaysSo() {
        deny(OTHER_INSTANCE, EARLIER);
        world.faults.answer("ListRolePolicies", 403, "AccessDenied", 1);

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("iam:ListRolePolicies on web: AccessDenied"));
    }

    private void deny(String instance, Instant cutOff) {
        put("web", name(instance), session(instance, cutOff).document());
    }

    private Revocation session(String instance, Instant cutOff) {
        return new Revocation(role.roleId() + ":" + instance, cutOff);
    }

    private Revocation standing(String name) {
        return Revocation.read(world.policies("web").get(name)).orElseThrow();
    }

    private static String name(String instance) {
        return "tourniquet-revoke-" + instance;
    }

    private void fill(int free) {
        fill(world, free);
    }

    /** Gives the role web a policy of its owner's that leaves {@code free} characters. White space does not count. */
    static void fill(World world, int free) {
        int taken =
                world.policies("web").values().stream().mapToInt(String::length).sum();
        String start = "{\"Version\":\"2012-10-17\", \"Statement\":{\"Effect\":\"Allow\",\n\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::";
        String end = "\"}}";
        int padding = 10_240 - free - taken - start.length() - end.length() + 2;
        String document = start + "x".repeat(padding) + end;
        world.iam.putRolePolicy(
                request -> request.roleName("web").policyName("owner").policyDocument(document));
    }
}
