package dev.tourniquet.revokesessions;

import static dev.tourniquet.revokesessions.World.finding;
import static dev.tourniquet.revokesessions.World.lastSeen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RevokeSessionsHandlerTest {
    private static final String INSTANCE = "i-04bdc871435eda81b";
    private static final String OTHER_INSTANCE = "i-03fa759e824270c1f";
    private static final String POLICY = "tourniquet-revoke-" + INSTANCE;
    private static final String ROLE_POLICY = "tourniquet-revoke-all-sessions";

    private World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void revokesTheSessionOfOneInstanceAndReadsItBack() {
        Role role = world.role("web");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(role.roleId() + ":" + INSTANCE);
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("revoke-session");
        assertThat(report.at("/steps/0/resource").asText()).isEqualTo("web/" + INSTANCE);
        assertThat(report.at("/steps/0/status").asText()).isEqualTo("VERIFIED");
        assertThat(world.policies("web"))
                .containsExactlyEntriesOf(Map.of(
                        POLICY,
                        new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T17:00:01Z"))
                                .document()));
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("metadata service"))
                .anyMatch(risk -> risk.contains("can still assume the role web"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("Isolate the instance " + INSTANCE));
    }

    @Test
    void readsRoleAndPolicyBeforeItWritesAndThePolicyAgainAfterwards() {
        world.report(finding(world.role("web"), INSTANCE));

        assertThat(world.faults.calls().stream().filter(call -> call.contains("Role")))
                .containsSubsequence("GetRolePolicy", "PutRolePolicy", "GetRolePolicy")
                .containsOnlyOnce("GetRole", "PutRolePolicy");
    }

    @Test
    void recordsWhatItFoundBeforeTheFirstChange() {
        JsonNode plan = world.deliver(finding(world.role("web"), INSTANCE)).at("/results/0/plan");

        assertThat(plan.at("/steps/0/before").has("policy")).isTrue();
        assertThat(plan.at("/steps/0/before/policy").isNull()).isTrue();
        assertThat(plan.at("/steps/0/after/policyName").asText()).isEqualTo(POLICY);
        assertThat(plan.at("/steps/0/after/cutOff").asText()).isEqualTo("2026-10-22T17:00:01Z");
    }

    @Test
    void revokesAllSessionsOfARoleWhoseSessionNamesAreChosenByWhoAssumesIt() {
        Role role = world.role("/team/payments/", "ci");

        JsonNode report = world.report(finding(role, "alice@example.com"));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(role.roleId());
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("revoke-role-sessions");
        assertThat(report.at("/steps/0/resource").asText()).isEqualTo("ci");
        assertThat(world.policies("ci")).containsOnlyKeys(ROLE_POLICY);
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("the legitimate ones too"));
    }

    @Test
    void asksForMoreSeverityBeforeItRevokesAllSessionsOfARole() {
        Role role = world.role("ci");
        ObjectNode wide = finding(role, "alice");
        ObjectNode one = finding(role, INSTANCE);
        ((ObjectNode) wide.path("detail")).put("severity", 6.9);
        ((ObjectNode) one.path("detail")).put("severity", 6.9);

        assertThat(world.report(wide).path("outcome").asText()).isEqualTo("SKIPPED");
        assertThat(world.report(one).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("ci")).containsOnlyKeys(POLICY);
    }

    @Test
    void letsTwoFindingsOnTwoSessionsOfOneRoleStandSideBySide() {
        Role role = world.role("web");
        JsonNode first = world.report(finding(role, INSTANCE));
        JsonNode second = world.report(finding(role, OTHER_INSTANCE));
        world.report(finding(role, "alice"));

        assertThat(world.policies("web")).containsOnlyKeys(POLICY, "tourniquet-revoke-" + OTHER_INSTANCE, ROLE_POLICY);

        world.release(second);

        assertThat(world.policies("web")).containsOnlyKeys(POLICY, ROLE_POLICY);
        assertThat(first.path("caseId").asText()).isEqualTo("revoke-sessions/" + role.roleId() + ":" + INSTANCE + "/1");
    }

    @Test
    void releasesByDeletingThePolicyThatItWrote() {
        Role role = world.role("web");
        world.iam.putRolePolicy(request ->
                request.roleName("web").policyName("AWSRevokeOlderSessions").policyDocument(allowAll()));
        JsonNode report = world.report(finding(role, INSTANCE));

        JsonNode released = world.release(report).path("released");

        assertThat(released.path("complete").asBoolean()).isTrue();
        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(released.at("/steps/0/note").asText()).contains("work again");
        assertThat(world.policies("web")).containsOnlyKeys("AWSRevokeOlderSessions");
    }

    @Test
    void doesNotMoveTheCutOffForARecurrenceThatTellsNothingNew() {
        Role role = world.role("web");
        world.report(finding(role, INSTANCE));
        String before = world.policies("web").get(POLICY);
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T17:00:01Z"));

        JsonNode report = world.report(recurrence);

        assertThat(report.path("outcome").asText()).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("2026-10-22T17:00:01Z"));
        assertThat(report.path("residualRisks")).isNotEmpty();
        assertThat(world.policies("web")).containsEntry(POLICY, before);
    }

    @Test
    void movesTheCutOffForwardWhenTheSessionWasSeenSince() {
        Role role = world.role("web");
        world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T17:00:02Z"));

        JsonNode report = world.report(recurrence);

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T23:00:01Z");
        world.release(report);
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void takesAFindingWithoutATimeForARecurrence() {
        Role role = world.role("web");
        ObjectNode timeless = finding(role, INSTANCE);
        ((ObjectNode) timeless.path("detail")).remove("updatedAt");
        ((ObjectNode) timeless.path("detail").path("service")).remove("eventLastSeen");

        assertThat(world.report(timeless).path("outcome").asText()).isEqualTo("CONTAINED");
        world.later(Duration.ofMinutes(1));
        JsonNode again = world.report(timeless);

        assertThat(again.path("outcome").asText()).isEqualTo("ALREADY_CONTAINED");
        assertThat(texts(again.path("reasons"))).anyMatch(reason -> reason.contains("does not say when"));
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");
    }

    @Test
    void neverMovesACutOffBack() {
        Role role = world.role("web");
        Revocation ahead = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T17:04:00Z"));
        put("web", POLICY, ahead.document());
        ObjectNode event = finding(role, INSTANCE);
        lastSeen(event, Instant.parse("2026-10-22T17:20:00Z"));

        assertThat(world.report(event).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("web")).containsEntry(POLICY, ahead.document());
        assertThat(world.faults.calls()).doesNotContain("PutRolePolicy");
    }

    @Test
    void replacesARevocationWhoseCutOffLiesInTheFutureAndDoesNotPutItBack() {
        Role role = world.role("web");
        Revocation forEver = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2126-01-01T00:00:00Z"));
        put("web", POLICY, forEver.document());

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("who gave the role web the policy"));
        assertThat(world.release(report).at("/released/steps/0/result").asText())
                .isEqualTo("KEPT");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void saysThatACutOffInTheFutureThatStandsOnReleaseIsNoContainment() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        Revocation forEver = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2126-01-01T00:00:00Z"));
        put("web", POLICY, forEver.document());

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("in the future", "delete it by hand");
    }

    @Test
    void replacesAPolicyThatOnlyHasItsNameAndDoesNotPutItBackOnRelease() {
        Role role = world.role("web");
        put("web", POLICY, allowAll());

        JsonNode answer = world.deliver(finding(role, INSTANCE));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("CONTAINED");
        assertThat(answer.at("/results/0/plan/steps/0/before/policy").asText()).isEqualTo(allowAll());
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");

        JsonNode released = world.release(answer.at("/results/0/report")).path("released");

        assertThat(released.path("complete").asBoolean()).isTrue();
        assertThat(released.at("/steps/0/result").asText()).isEqualTo("KEPT");
        assertThat(released.at("/steps/0/note").asText()).contains("no revocation", "in the case");
        assertThat(world.policies("web")).isEmpty();
        assertThat(world.release(answer.at("/results/0/report"))
                        .at("/released/steps/0/result")
                        .asText())
                .isEqualTo("ALREADY_SO");
    }

    @Test
    void releasesTheEarlierCutWhereMovingItOnHadFailed() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T22:00:00Z"));
        world.faults.answer("PutRolePolicy", 403, "AccessDenied", 9);
        assertThat(world.report(recurrence).path("outcome").asText()).isEqualTo("FAILED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:00:01Z");

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void putsAnEarlierRevocationBackThatStoodThereBefore() {
        Role role = world.role("web");
        Revocation earlier = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T12:00:00Z"));
        put("web", POLICY, earlier.document());
        JsonNode report = world.report(finding(role, INSTANCE));

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
        assertThat(world.policies("web")).containsEntry(POLICY, earlier.document());
    }

    @Test
    void leavesAPolicyAloneThatSomebodyChangedSince() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        put("web", POLICY, allowAll());

        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("somebody changed");
        assertThat(world.policies("web")).containsEntry(POLICY, allowAll());
    }

    @Test
    void leavesTheLaterCutOffOfAnotherRegionAlone() {
        Role role = world.role("web");
        JsonNode report = world.report(finding(role, INSTANCE));
        put(
                "web",
                POLICY,
                new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T18:00:00Z")).document());

        world.later(Duration.ofHours(1));
        JsonNode released = world.release(report).path("released");

        assertThat(released.at("/steps/0/result").asText()).isEqualTo("DRIFTED");
        assertThat(released.at("/steps/0/note").asText()).contains("another Region");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T18:00:00Z");
    }

    @Test
    void saysWhereThereIsNothingLeftToRelease() {
        Role web = world.role("web");
        Role gone = world.role("gone");
        JsonNode first = world.report(finding(web, INSTANCE));
        JsonNode second = world.report(finding(gone, INSTANCE));
        world.iam.deleteRolePolicy(request -> request.roleName("web").policyName(POLICY));
        world.iam.deleteRolePolicy(request -> request.roleName("gone").policyName(POLICY));
        world.iam.deleteRole(request -> request.roleName("gone"));

        assertThat(world.release(first).at("/released/steps/0/result").asText()).isEqualTo("ALREADY_SO");
        assertThat(world.release(second).at("/released/steps/0/result").asText())
                .isEqualTo("GONE");
    }

    @Test
    void hasNothingToDoForADeletedRole() {
        JsonNode report = world.report(finding("web", "AROAQSTHRZDWHBEXAMPLE", INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("resource policies"));
        assertThat(world.faults.calls()).doesNotContain("PutRolePolicy");
    }

    @Test
    void leavesARoleAloneThatWasCreatedSinceUnderTheSameName() {
        Role role = world.role("web");

        JsonNode report = world.report(finding("web", "AROAQSTHRZDWHBEXAMPLE", "alice"));

        assertThat(report.path("outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains(role.roleId()));
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void leavesAnExemptRoleAlone() {
        Role role = world.role("web");
        tag("web", "ticket-17");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("SKIPPED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("tourniquet:exempt"));
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void doesNotTakeAnExemptionThatSaysFalseForOne() {
        Role role = world.role("web");
        tag("web", "false");

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
    }

    @Test
    void showsThePlanAndChangesNothingWhileObserving() {
        world.environment.put("TOURNIQUET_MODE", "observe");

        JsonNode answer = world.deliver(finding(world.role("web"), INSTANCE));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("DRY_RUN");
        assertThat(answer.at("/results/0/plan/steps/0/after/policyName").asText())
                .isEqualTo(POLICY);
        assertThat(world.policies("web")).isEmpty();
    }

    @Test
    void getsThroughWhereIamThrottlesForAMoment() {
        world.faults.answer("PutRolePolicy", 400, "Throttling", 2);

        assertThat(world.report(finding(world.role("web"), INSTANCE))
                        .path("outcome")
                        .asText())
                .isEqualTo("CONTAINED");
    }

    @Test
    void failsAndComesAgainWhereIamThrottlesForLonger() {
        Role role = world.role("web");
        world.faults.answer("PutRolePolicy", 400, "Throttling", 4);

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("iam:PutRolePolicy on web: Throttling");
        world.later(Duration.ofMinutes(2));

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T17:02:01Z");
    }

    @Test
    void keepsTheResidualRisksWhereALaterDeliveryOnlyFindsThatThePolicyHolds() {
        ObjectNode event = finding(world.role("web"), INSTANCE);
        // Reading passes for the plan and before the write, and fails for the read-back.
        world.faults.answer("GetRolePolicy", 400, "Throttling", 2, 4);
        assertThatThrownBy(() -> world.report(event)).isInstanceOf(RetryLater.class);

        JsonNode report = world.report(event);

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("metadata service"));
    }

    @Test
    void movesTheCutOffAtOnceAlthoughTheFirstOutcomeIsStillToBePublished() {
        Role role = world.role("web");
        world.faults.answer("PutEvents", 400, "Throttling", 4);
        world.report(finding(role, INSTANCE));
        world.later(Duration.ofHours(6));
        ObjectNode recurrence = finding(role, INSTANCE);
        lastSeen(recurrence, Instant.parse("2026-10-22T22:00:00Z"));

        assertThat(world.report(recurrence).path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(cutOff("web", POLICY)).isEqualTo("2026-10-22T23:00:01Z");
    }

    @Test
    void namesTheQuotaAndTheRoleThatOnlyAwsMayModify() {
        Role role = world.role("web");
        world.faults.answer("PutRolePolicy", 409, "LimitExceeded", 1);
        JsonNode full = world.report(finding(role, INSTANCE));
        world.faults.answer("PutRolePolicy", 400, "UnmodifiableEntity", 1);
        JsonNode unmodifiable = world.report(finding(role, OTHER_INSTANCE));

        assertThat(full.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(texts(full.path("reasons")))
                .anyMatch(reason -> reason.contains("PutRolePolicy on web: LimitExceeded"));
        assertThat(unmodifiable.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(texts(unmodifiable.path("reasons"))).anyMatch(reason -> reason.contains("UnmodifiableEntity"));
        assertThat(unmodifiable.path("nextSteps")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-*",
                "${aws:userid}",
                "i-0\",\"Effect\":\"Allow",
                "i-04bdc871435eda81b ",
                "<b>i-04bdc871435eda81b</b>",
                "i-04bdc871435eda81b\n",
                ""
            })
    void writesNothingOfAHostileSessionNameAnywhere(String hostile) {
        Role role = world.role("web");

        JsonNode answer = world.deliver(finding(role, hostile));

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("CONTAINED");
        assertThat(world.policies("web"))
                .containsExactly(
                        Map.entry(ROLE_POLICY, new Revocation(null, Instant.parse("2026-10-22T17:00:01Z")).document()));
        if (!hostile.isEmpty()) {
            assertThat(texts(answer.at("/results/0/report/nextSteps"))).noneMatch(step -> step.contains(hostile));
        }
    }

    @Test
    void needsNoOtherPermissionThanTheRoleGivesIt() {
        Role role = world.role("web");
        world.runAs("iam:GetRole", "iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy");

        JsonNode report = world.report(finding(role, INSTANCE));
        JsonNode released = world.release(report).path("released");

        assertThat(report.path("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(released.at("/steps/0/result").asText()).isEqualTo("RESTORED");
    }

    @Test
    void namesTheActionThatItIsDenied() {
        Role role = world.role("web");
        world.runAs("iam:GetRole", "iam:GetRolePolicy");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("iam:PutRolePolicy on web"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("iam:PutRolePolicy"));
    }

    @Test
    void failsWhereItMayNotReadTheRole() {
        Role role = world.role("web");
        world.runAs("iam:GetRolePolicy", "iam:PutRolePolicy");

        JsonNode report = world.report(finding(role, INSTANCE));

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("iam:GetRole on web"));
    }

    @Test
    void refusesRolesThatItMustNotTouchAndSaysWhatAPersonDoes() {
        Role serviceLinked = world.role("/aws-service-role/autoscaling.amazonaws.com/", "AWSServiceRoleForAutoScaling");
        Role identityCenter = world.role("/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_Admin_0123456789abcdef");
        Role own = world.role("tourniquet-isolate-instance-us-east-1");
        Role cdk = world.role("cdk-hnb659fds-deploy-role-123456789012-us-east-1");
        Role breakGlass = world.role("/ops/", "break-glass");

        for (Role role : List.of(serviceLinked, identityCenter, own, cdk, breakGlass)) {
            JsonNode report = world.report(finding(role, "alice"));

            assertThat(report.path("outcome").asText()).as(role.roleName()).isEqualTo("REFUSED");
            assertThat(report.path("nextSteps")).isNotEmpty();
            assertThat(world.policies(role.roleName())).isEmpty();
        }
    }

    @Test
    void keepsALaterCutOffThatAnotherRegionWroteAfterThePlan() {
        Role role = world.role("web");
        Revocation later = new Revocation(role.roleId() + ":" + INSTANCE, Instant.parse("2026-10-22T17:00:30Z"));
        // Opening the case is the last call before the write.
        world.faults.before("PutItem", () -> put("web", POLICY, later.document()));

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("CONTAINED");
        assertThat(world.policies("web")).containsEntry(POLICY, later.document());
    }

    @Test
    void neverSaysContainedWhereThePolicyWasUndoneAtOnce() {
        Role role = world.role("web");
        world.faults.after(
                "PutRolePolicy",
                () -> world.iam.deleteRolePolicy(
                        request -> request.roleName("web").policyName(POLICY)));

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE)))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("read back and found otherwise");
    }

    @Test
    void comesAgainWhereTheRoleWasDeletedMeanwhileAndThenHasNothingToDo() {
        Role role = world.role("web");
        world.faults.before("PutItem", () -> world.iam.deleteRole(request -> request.roleName("web")));

        assertThatThrownBy(() -> world.report(finding(role, INSTANCE))).isInstanceOf(RetryLater.class);

        assertThat(world.report(finding(role, INSTANCE)).path("outcome").asText())
                .isEqualTo("NOTHING_TO_DO");
    }

    private String cutOff(String role, String policy) {
        return Revocation.read(world.policies(role).get(policy))
                .orElseThrow()
                .cutOff()
                .toString();
    }

    private void put(String role, String name, String document) {
        world.iam.putRolePolicy(
                request -> request.roleName(role).policyName(name).policyDocument(document));
    }

    private void tag(String role, String value) {
        Tag tag = Tag.builder().key("tourniquet:exempt").value(value).build();
        world.iam.tagRole(request -> request.roleName(role).tags(tag));
    }

    private static String allowAll() {
        return Json.write(Json.read(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
                JsonNode.class));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
