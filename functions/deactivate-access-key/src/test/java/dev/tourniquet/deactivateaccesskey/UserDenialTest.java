package dev.tourniquet.deactivateaccesskey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.UserDenial;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserDenialTest {
    private static final Instant NOON = Instant.parse("2026-10-22T12:00:00Z");
    private static final String ARN = "arn:aws:iam::123456789012:user/alice";
    private static final UserDenial DENIAL = at(NOON);

    @Test
    void writesCompactJson() {
        assertThat(DENIAL.document())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}},"
                        + "{\"Effect\":\"Deny\",\"Action\":[\"iam:*SSHPublicKey\",\"iam:*ServiceSpecificCredential\","
                        + "\"iam:*SigningCertificate\",\"iam:CreateAccessKey\",\"iam:CreateLoginProfile\","
                        + "\"iam:DeactivateMFADevice\",\"iam:DeleteUserPolicy\",\"iam:EnableMFADevice\",\"iam:PutUserPolicy\","
                        + "\"iam:UpdateAccessKey\",\"iam:UpdateLoginProfile\",\"iam:UpdateUser\"],"
                        + "\"Resource\":\"" + ARN + "\"}]}");
    }

    @Test
    void leavesRoomForThreeOnAUserWithTheLongestNameAndAShortPath() {
        String longest = "arn:aws-us-gov:iam::123456789012:user/" + "p".repeat(96) + "/" + "a".repeat(64);

        assertThat(longest).hasSize(199);
        assertThat(3 * UserDenial.of(DENIAL.sessions(), longest).document().length())
                .as("two keys and the sessions, of 2,048 characters")
                .isLessThanOrEqualTo(2_048);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(UserDenial.read(DENIAL.document())).contains(DENIAL);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:user/${aws:username}/alice, arn:aws:iam::123456789012:user/??aws:username?/alice",
        "arn:aws:iam::123456789012:user/*/alice,               arn:aws:iam::123456789012:user/?/alice",
        "arn:aws:iam::123456789012:user/\"]}/alice,            arn:aws:iam::123456789012:user/???/alice",
        "arn:aws-cn:iam::123456789012:user/a+=.@-_/alice,      arn:aws-cn:iam::123456789012:user/a+=.@-_/alice"
    })
    void takesNothingOfAPathForAWildcardOrAVariable(String arn, String pattern) {
        assertThat(UserDenial.of(DENIAL.sessions(), arn).user()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}"
            })
    void takesNothingElseForADenial(String policy) {
        assertThat(UserDenial.read(policy)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "DateLessThan > DateGreaterThan",
                "\"Statement\":[ > \"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},",
                "\"Effect\":\"Deny\",\"Action\":[ > \"Effect\":\"Allow\",\"Action\":[",
                "\"Action\":[ > \"NotAction\":[",
                "\"Action\":[ > \"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}},\"Action\":[",
                "\"Resource\":\"*\",\"Cond > \"Resource\":\"arn:aws:s3:::x\",\"Cond",
                "\"Condition\":{ > \"Condition\":{\"StringEquals\":{\"aws:userId\":\"AIDA:x\"},",
                "\"Resource\":\"arn > \"NotResource\":\"arn",
                "12:00:00Z > 12:00:00.5Z"
            })
    void takesAnAlteredOneForNone(String from, String to) {
        String altered = DENIAL.document().replace(from, to);

        assertThat(altered).isNotEqualTo(DENIAL.document());
        assertThat(UserDenial.read(altered)).isEmpty();
    }

    @Test
    void coversEarlierCutOffsAndFewerActionsOfTheSameUser() {
        UserDenial fewer = new UserDenial(DENIAL.sessions(), ARN, Set.of("iam:CreateAccessKey"));

        assertThat(DENIAL.covers(DENIAL)).isTrue();
        assertThat(DENIAL.covers(at(NOON.minusSeconds(1)))).isTrue();
        assertThat(DENIAL.covers(at(NOON.plusSeconds(1)))).isFalse();
        assertThat(DENIAL.covers(fewer)).isTrue();
        assertThat(fewer.covers(DENIAL)).isFalse();
        assertThat(DENIAL.covers(UserDenial.of(DENIAL.sessions(), ARN + "2"))).isFalse();
    }

    @Test
    void knowsADenialThatWasWrittenBeforeMoreWasForbidden() {
        Set<String> formerly = Set.of(
                "iam:*ServiceSpecificCredential",
                "iam:CreateAccessKey",
                "iam:CreateLoginProfile",
                "iam:DeleteUserPolicy",
                "iam:PutUserPolicy",
                "iam:UpdateAccessKey",
                "iam:UpdateLoginProfile",
                "iam:UpdateUser",
                "iam:UploadSSHPublicKey");
        UserDenial older = new UserDenial(DENIAL.sessions(), ARN, formerly);

        assertThat(UserDenial.read(older.document())).contains(older);
        assertThat(DENIAL.covers(older)).isTrue();
        assertThat(older.covers(older)).isTrue();
        assertThat(older.covers(DENIAL)).isFalse();
    }

    @Test
    void isAheadWhereClocksThatDifferDoNotExplainItsCutOff() {
        assertThat(DENIAL.isAheadOf(NOON.minus(Duration.ofMinutes(5)))).isFalse();
        assertThat(DENIAL.isAheadOf(NOON.minus(Duration.ofMinutes(5)).minusMillis(1)))
                .isTrue();
    }

    private static UserDenial at(Instant cutOff) {
        return UserDenial.of(new Revocation(null, cutOff), ARN);
    }
}
