package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    void sparesTheSessionsOfAUserWhomThePolicyOfARoleDoesNotConcern() {
        Request session = call("AIDAQSTHRZDWHBEXAMPLE").withTokenIssuedAt(NOW.minusSeconds(3600));

        assertThat(decide(oneSession, session)).isEqualTo(Decision.ALLOWED);
        assertThat(decide(allSessions, session))
                .as("it is the policy of the role, so it is only asked about the role's sessions")
                .isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void hitsWhatTheSessionThatItReplacesWasDeniedWhereItIsWidenedForWantOfRoom() {
        String widened = new Revocation(USER_ID, CUT_OFF).ofWholeRole().document();

        for (String userId : List.of(USER_ID, OTHER_USER_ID)) {
            assertThat(decide(widened, call(userId).withTokenIssuedAt(CUT_OFF.minusSeconds(1))))
                    .isEqualTo(Decision.EXPLICIT_DENY);
            assertThat(decide(widened, call(userId).withTokenIssuedAt(CUT_OFF))).isEqualTo(Decision.ALLOWED);
        }
        assertThat(decide(widened, call("AIDAQSTHRZDWHBEXAMPLE")))
                .as("a long-term key has no issue time, and stays as it is")
                .isEqualTo(Decision.ALLOWED);
    }

    /** Whom a document hits: its subject by {@code aws:userId}, when it got its credentials, and what becomes of it. */
    private record Expectation(String userId, @Nullable Instant issued, Decision ofSession, Decision ofRole) {}

    private static final List<Expectation> EXPECTATIONS = List.of(
            new Expectation(USER_ID, CUT_OFF.minusSeconds(43_200), Decision.EXPLICIT_DENY, Decision.EXPLICIT_DENY),
            new Expectation(USER_ID, CUT_OFF.minusSeconds(1), Decision.EXPLICIT_DENY, Decision.EXPLICIT_DENY),
            new Expectation(USER_ID, CUT_OFF, Decision.ALLOWED, Decision.ALLOWED),
            new Expectation(USER_ID, CUT_OFF.plusSeconds(1), Decision.ALLOWED, Decision.ALLOWED),
            new Expectation(OTHER_USER_ID, CUT_OFF.minusSeconds(1), Decision.ALLOWED, Decision.EXPLICIT_DENY),
            new Expectation(OTHER_USER_ID, CUT_OFF.plusSeconds(1), Decision.ALLOWED, Decision.ALLOWED),
            new Expectation("AIDAQSTHRZDWHBEXAMPLE", null, Decision.ALLOWED, Decision.ALLOWED));

    @Test
    void hitsWhomItIsMeantToHitAndNobodyElse() {
        assertExpectations(oneSession, allSessions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DateGreaterThan", "DateLessThanEquals", "DateLessThanIfExists", "DateEquals"})
    void wouldFailWithAnyOtherComparison(String operator) {
        assertThatThrownBy(() -> assertExpectations(
                        oneSession.replace("DateLessThan", operator), allSessions.replace("DateLessThan", operator)))
                .isInstanceOf(AssertionError.class);
    }

    private static void assertExpectations(String oneSession, String allSessions) {
        for (Expectation each : EXPECTATIONS) {
            Request call = each.issued() == null
                    ? call(each.userId())
                    : call(each.userId()).withTokenIssuedAt(each.issued());
            assertThat(decide(oneSession, call)).as("one session, " + each).isEqualTo(each.ofSession());
            assertThat(decide(allSessions, call)).as("all sessions, " + each).isEqualTo(each.ofRole());
        }
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
