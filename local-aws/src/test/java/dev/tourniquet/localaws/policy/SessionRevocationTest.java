package dev.tourniquet.localaws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The question the evaluator is for: whom does a revocation by time of issue hit? */
final class SessionRevocationTest {

    private static final Instant CUT_OFF = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SESSION = "AROAEXAMPLE:i-0123456789abcdef0";
    private static final String ALLOW = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";
    private static final String REVOKE_SESSION = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
              "StringEquals": {"aws:userid": "AROAEXAMPLE:i-0123456789abcdef0"},
              "DateLessThan": {"aws:TokenIssueTime": "2026-03-01T12:00:00Z"}}}]}""";

    private static final Request CALL = Request.of("ec2:DescribeInstances", "*").with("aws:userId", SESSION);

    private static Decision decide(String revocation, Request request) {
        return PolicyEvaluator.evaluate(List.of(ALLOW, revocation), request);
    }

    @Test
    void hitsASessionFromBeforeTheCutOff() {
        assertThat(decide(REVOKE_SESSION, CALL.withTokenIssuedAt(CUT_OFF.minusSeconds(1))))
                .isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void sparesASessionFromTheCutOffOnwards() {
        assertThat(decide(REVOKE_SESSION, CALL.withTokenIssuedAt(CUT_OFF))).isEqualTo(Decision.ALLOWED);
        assertThat(decide(REVOKE_SESSION, CALL.withTokenIssuedAt(CUT_OFF.plusSeconds(1))))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void sparesAnotherSessionOfTheRole() {
        Request other = CALL.with("aws:userid", "AROAEXAMPLE:i-0fffffffffffffff0");

        assertThat(decide(REVOKE_SESSION, other.withTokenIssuedAt(CUT_OFF.minusSeconds(1))))
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void sparesALongTermKeyWhichHasNoTimeOfIssue() {
        assertThat(decide(REVOKE_SESSION, CALL)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void wouldHitALongTermKeyWithIfExists() {
        String mutation = REVOKE_SESSION.replace("DateLessThan", "DateLessThanIfExists");

        assertThat(decide(mutation, CALL)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void tellsAReversedComparison() {
        String mutation = REVOKE_SESSION.replace("DateLessThan", "DateGreaterThan");

        assertThat(decide(mutation, CALL.withTokenIssuedAt(CUT_OFF.minusSeconds(1))))
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide(mutation, CALL.withTokenIssuedAt(CUT_OFF.plusSeconds(1))))
                .isEqualTo(Decision.EXPLICIT_DENY);
    }
}
