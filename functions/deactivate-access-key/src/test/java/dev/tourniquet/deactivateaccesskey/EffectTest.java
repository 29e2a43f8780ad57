package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.UserDenial;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document does to alice, who may do everything, told by IAM's evaluation logic: moto evaluates no conditions. */
final class EffectTest {
    private static final Instant NOW = Instant.parse("2026-10-22T12:00:00.4Z");
    private static final Instant CUT_OFF = Instant.parse("2026-10-22T12:00:01Z");
    private static final String ALICE = "arn:aws:iam::123456789012:user/alice";
    private static final String BOB = "arn:aws:iam::123456789012:user/bob";
    private static final String ADMINISTRATOR =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    private final String denial =
            UserDenial.of(Revocation.upTo(NOW, null), ALICE).document();

    @ParameterizedTest
    @ValueSource(strings = {"s3:GetObject", "iam:CreateUser", "sts:AssumeRole", "ec2:RunInstances"})
    void deniesEverythingToASessionIssuedBeforeTheCutOff(String action) {
        Request call = Request.of(action, "arn:aws:s3:::any/thing").withTokenIssuedAt(NOW.minusSeconds(3600));

        assertThat(decide(denial, call)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void deniesASessionIssuedInTheSecondInWhichItIsCutOff() {
        // The issue time carries no fraction.
        assertThat(decide(denial, read().withTokenIssuedAt(Instant.parse("2026-10-22T12:00:00Z"))))
                .isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Test
    void sparesSessionsIssuedAtTheCutOffAndLater() {
        for (Instant issued : List.of(CUT_OFF, CUT_OFF.plusSeconds(1), CUT_OFF.plusSeconds(86_400))) {
            assertThat(decide(denial, read().withTokenIssuedAt(issued))).isEqualTo(Decision.ALLOWED);
        }
    }

    @Test
    void doesNothingToALongTermKeyWhichHasNoIssueTime() {
        assertThat(decide(denial, read())).isEqualTo(Decision.ALLOWED);
        assertThat(decide(denial, Request.of("iam:CreateUser", BOB))).isEqualTo(Decision.ALLOWED);
        assertThat(decide(denial, Request.of("sts:AssumeRole", "arn:aws:iam::123456789012:role/web")))
                .isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:CreateAccessKey",
                "iam:UpdateAccessKey",
                "iam:CreateLoginProfile",
                "iam:UpdateLoginProfile",
                "iam:CreateServiceSpecificCredential",
                "iam:UpdateServiceSpecificCredential",
                "iam:ResetServiceSpecificCredential",
                "iam:UploadSSHPublicKey",
                "iam:UpdateSSHPublicKey",
                "iam:UploadSigningCertificate",
                "iam:UpdateSigningCertificate",
                "iam:EnableMFADevice",
                "iam:DeactivateMFADevice",
                "iam:PutUserPolicy",
                "iam:DeleteUserPolicy",
                "iam:UpdateUser"
            })
    void keepsEveryCredentialOfTheUserFromUndoingItOnItself(String action) {
        Request withLongTermKey = Request.of(action, ALICE);

        assertThat(decide(denial, withLongTermKey)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(denial, withLongTermKey.withTokenIssuedAt(CUT_OFF.plusSeconds(60))))
                .isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(denial, Request.of(action, BOB)))
                .as("on somebody else its other policies decide")
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide(denial, Request.of(action, ALICE + "2"))).isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:GetUser", "iam:ListAccessKeys", "iam:DeleteAccessKey", "iam:ChangePassword"})
    void leavesTheUserWhatUndoesNothing(String action) {
        assertThat(decide(denial, Request.of(action, ALICE))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void keepsTheHandsOfAUserWithAHostilePathTied() {
        String hostile = "arn:aws:iam::123456789012:user/${aws:x}/*/alice";
        String document = UserDenial.of(Revocation.upTo(NOW, null), hostile).document();

        assertThat(decide(document, Request.of("iam:CreateAccessKey", hostile))).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(document, Request.of("iam:CreateAccessKey", ALICE))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void isNoPolicyOfAnybodyElse() {
        // Bob has his own policies; alice's is not among them.
        Request older = read().withTokenIssuedAt(NOW.minusSeconds(3600));

        assertThat(PolicyEvaluator.evaluate(List.of(ADMINISTRATOR), older)).isEqualTo(Decision.ALLOWED);
        assertThat(PolicyEvaluator.evaluate(List.of(ADMINISTRATOR), Request.of("iam:DeleteUserPolicy", ALICE)))
                .as("an administrator takes it away")
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void wouldShowThatTheComparisonIsTheWrongWayRound() {
        String wrong = denial.replace("DateLessThan", "DateGreaterThan");

        assertThat(decide(wrong, read().withTokenIssuedAt(NOW.minusSeconds(3600))))
                .as("the thief goes on")
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide(wrong, read().withTokenIssuedAt(NOW.plusSeconds(3600))))
                .as("everybody else is locked out")
                .isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(UserDenial.read(wrong)).as("and it is not taken for ours").isEmpty();
    }

    private static Request read() {
        return Request.of("s3:GetObject", "arn:aws:s3:::secrets/key");
    }

    private static Decision decide(String denial, Request request) {
        return PolicyEvaluator.evaluate(List.of(ADMINISTRATOR, denial), request);
    }
}
