package dev.tourniquet.revokesessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.identity.Revocation;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents do, told by IAM's evaluation logic: moto evaluates no conditions. */
final class EffectTest {
    private static final Instant NOW = Instant.parse("2026-10-22T12:00:00.4Z");
    private static final Instant CUT_OFF = Instant.parse("2026-10-22T12:00:01Z");
    private static final String USER_ID = "AROAQSTHRZDWHBEXAMPLE:i-04bdc871435eda81b";
    private static final String OTHER_USER_ID = "AROAQSTHRZDWHBEXAMPLE:i-03fa759e824270c1f";
    private static final String ADMINISTRATOR =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    private final String oneSession = Revocation.upTo(NOW, USER_ID).document();
    private final String allSessions = Revocation.upTo(NOW, null).document();

    @ParameterizedTest
    @ValueSource(
            strings = {"s3:GetObject", "iam:CreateUser", "sts:AssumeRole", "sts:GetCallerIdentity", "ec2:RunInstances"})
    void deniesEverythingToASessionIssuedBeforeTheCutOff(String action) {
        Request call = call(USER_ID).withTokenIssuedAt(NOW.minusSeconds(3600));
        Request other = new Request(action, "arn:aws:s3:::any/thing", call.context());

        assertThat(decide(oneSession, other)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(allSessions, other)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void deniesASessionIssuedInTheSecondInWhichItIsCutOff() {
        // The issue time carries no fraction.
        Request call = call(USER_ID).withTokenIssuedAt(Instant.parse("2026-10-22T12:00:00Z"));

        assertThat(decide(oneSession, call)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(allSessions, call)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void sparesSessionsIssuedAtTheCutOffAndLater() {
        for (Instant issued : List.of(CUT_OFF, CUT_OFF.plusSeconds(1), CUT_OFF.plusSeconds(86_400))) {
            assertThat(decide(oneSession, call(USER_ID).withTokenIssuedAt(issued)))
                    .isEqualTo(Decision.ALLOWED);
            assertThat(decide(allSessions, call(USER_ID).withTokenIssuedAt(issued)))
                    .isEqualTo(Decision.ALLOWED);
        }
    }

    @Test
    void hitsOtherSessionsOfTheRoleOnlyWhereTheWholeRoleIsMeant() {
        Request other = call(OTHER_USER_ID).withTokenIssuedAt(NOW.minusSeconds(3600));

        assertThat(decide(oneSession, other)).isEqualTo(Decision.ALLOWED);
        assertThat(decide(allSessions, other)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void sparesALongTermKeyWhichHasNoIssueTime() {
        assertThat(decide(oneSession, call(USER_ID))).isEqualTo(Decision.ALLOWED);
        assertThat(decide(allSessions, call("AIDAQSTHRZDWHBEXAMPLE"))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void wouldShowThatTheComparisonIsTheWrongWayRound() {
        String wrong = oneSession.replace("DateLessThan", "DateGreaterThan");

        assertThat(decide(wrong, call(USER_ID).withTokenIssuedAt(NOW.minusSeconds(3600))))
                .as("the thief goes on")
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide(wrong, call(USER_ID).withTokenIssuedAt(NOW.plusSeconds(3600))))
                .as("everybody else is locked out")
                .isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(Revocation.read(wrong)).as("and it is not taken for ours").isEmpty();
    }

    private static Request call(String userId) {
        return Request.of("s3:GetObject", "arn:aws:s3:::secrets/key").with("aws:userId", userId);
    }

    private static Decision decide(String revocation, Request request) {
        return PolicyEvaluator.evaluate(List.of(ADMINISTRATOR, revocation), request);
    }
}
