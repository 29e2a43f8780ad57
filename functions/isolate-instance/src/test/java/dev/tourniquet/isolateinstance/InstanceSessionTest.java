package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static dev.tourniquet.isolateinstance.Results.residualRisks;
import static dev.tourniquet.isolateinstance.Results.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Revoking the session that the instance has on the role of its instance profile. */
final class InstanceSessionTest extends WithProfile {
    @Test
    void revokesTheSessionOfTheInstanceAndKeepsItsProfile() {
        Instant before = Instant.now();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).as(reasons(result)).isEqualTo("CONTAINED");
        assertThat(world.policiesOf("web")).containsOnlyKeys(policyName());
        assertThat(standing().userId()).isEqualTo(role.roleId() + ":" + instance);
        assertThat(standing().cutOff())
                .isBetween(before.truncatedTo(ChronoUnit.SECONDS), Instant.now().plusSeconds(1));
        assertThat(world.describe(instance).iamInstanceProfile().arn()).endsWith(":instance-profile/team/web/web");
        JsonNode step = step(result, STEP);
        assertThat(step.path("before").path("roleName").asText()).isEqualTo("web");
        assertThat(step.path("before").path("roleId").asText()).isEqualTo(role.roleId());
        assertThat(step.path("after").path("cutOff").asText())
                .isEqualTo(standing().cutOff().toString());
        assertThat(residualRisks(result))
                .contains("instance-profile/team/web/web", "issued from the cut-off on pass", "do not associate");
    }

    @Test
    void deniesTheOldSessionOfThisInstanceAndNothingElse() {
        function.finding(instance);
        Instant cutOff = standing().cutOff();

        assertThat(decide(session(instance), cutOff.minusSeconds(3600))).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(session(instance), cutOff.minusSeconds(1))).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(session(instance), cutOff)).as("at the cut-off").isEqualTo(Decision.ALLOWED);
        assertThat(decide(session(instance), cutOff.plusSeconds(60))).isEqualTo(Decision.ALLOWED);
        assertThat(decide(session("i-0fedcba9876543210"), cutOff.minusSeconds(3600)))
                .as("another instance")
                .isEqualTo(Decision.ALLOWED);
        assertThat(evaluate(call(session(instance)))).as("a long-term key").isEqualTo(Decision.ALLOWED);
    }

    @Test
    void wouldShowThatTheComparisonIsTheWrongWayRound() {
        function.finding(instance);
        String wrong = world.policiesOf("web").get(policyName()).replace("DateLessThan", "DateGreaterThan");

        assertThat(PolicyEvaluator.evaluate(
                        List.of(ADMINISTRATOR, wrong),
                        call(session(instance))
                                .withTokenIssuedAt(standing().cutOff().minusSeconds(3600))))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void readsTheRoleWhileTheCutRunsAndHasItOnRecordFirst() {
        function.finding(instance);

        List<String> calls = wire.calls();
        int read = calls.indexOf("GetInstanceProfile");
        int put = calls.indexOf("PutRolePolicy");
        assertThat(calls.subList(0, read)).contains("PutItem");
        assertThat(calls.subList(calls.indexOf("GetRolePolicy"), put)).contains("PutItem");
    }

    @Test
    void writesNothingForAnInstanceWithoutAProfile() {
        String plain = instance();

        JsonNode result = function.finding(plain);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(wire.calls()).doesNotContain("GetInstanceProfile", "PutRolePolicy");
    }

    @Test
    void changesNothingOnASecondDelivery() {
        function.finding(instance);
        wire.forget();

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("ALREADY_CONTAINED");
        assertThat(wire.changes()).isEmpty();
    }

    @Test
    void leavesALaterCutOffInPlace() {
        Instant later = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(120);
        String standing = new Revocation(session(instance), later).document();
        put(standing);

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(wire.count("PutRolePolicy")).isZero();
        assertThat(standing().cutOff()).isEqualTo(later);
    }

    @Test
    void replacesACutOffThatLiesInTheFuture() {
        put(new Revocation(session(instance), Instant.parse("2200-01-01T00:00:00Z")).document());

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");

        assertThat(standing().cutOff()).isBefore(Instant.now().plusSeconds(2));
    }

    @Test
    void movesAnEarlierCutOffOn() {
        put(new Revocation(session(instance), Instant.parse("2026-01-01T00:00:00Z")).document());

        function.finding(instance);

        assertThat(standing().cutOff()).isAfter(Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    void takesThePolicyAwayOnRelease() {
        function.finding(instance);

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("work again until they expire");
        assertThat(world.policiesOf("web")).isEmpty();
    }

    @Test
    void leavesAPolicyAloneThatSomebodyChanged() {
        function.finding(instance);
        put(ADMINISTRATOR);

        JsonNode step = releasedStep(function.release(instance), STEP);

        assertThat(step.path("result").asText()).isEqualTo("DRIFTED");
        assertThat(world.policiesOf("web")).containsOnlyKeys(policyName());
    }
}
