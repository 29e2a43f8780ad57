package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RevocationTest {
    private static final String USER_ID = "AROAQSTHRZDWHBEXAMPLE:i-04bdc871435eda81b";
    private static final Instant NOON = Instant.parse("2026-10-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-10-22T12:00:00Z,           2026-10-22T12:00:00Z",
        "2026-10-22T12:00:00.000000001Z, 2026-10-22T12:00:01Z",
        "2026-10-22T11:59:59.999999999Z, 2026-10-22T12:00:00Z",
        "2026-12-31T23:59:59.5Z,         2027-01-01T00:00:00Z"
    })
    void cutsOffAtTheNextWholeSecond(Instant now, Instant cutOff) {
        assertThat(Revocation.upTo(now, null).cutOff()).isEqualTo(cutOff);
    }

    @Test
    void writesCompactJsonWithTheTimeInUtc() {
        assertThat(new Revocation(USER_ID, NOON).document())
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                                + "\"Condition\":{\"StringEquals\":{\"aws:userId\":\"" + USER_ID
                                + "\"},\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}");
        assertThat(new Revocation(null, NOON).document()).doesNotContain("StringEquals");
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Revocation.read(new Revocation(USER_ID, NOON).document())).contains(new Revocation(USER_ID, NOON));
        assertThat(Revocation.read(new Revocation(null, NOON).document())).contains(new Revocation(null, NOON));
    }

    @Test
    void readsTheSameMeaningInAnotherForm() {
        assertThat(Revocation.read("""
                                {"Statement": [{"Sid": "x", "Resource": ["*"], "Action": ["*"], "Effect": "Deny",
                                  "Condition": {"DateLessThan": {"aws:TokenIssueTime": ["2026-10-22T12:00:00Z"]}}}],
                                 "Version": "2012-10-17"}""")).contains(new Revocation(null, NOON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{}",
                "{\"Statement\":[]}",
                // another effect, action, resource, condition, operator
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::x\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateGreaterThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"soon\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00.5Z\"}}}}",
                // a condition more, which lets sessions through
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.1/32\"},\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:userId\":[\"AROA:a\",\"AROA:b\"]},\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}",
                "{\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":\"iam:*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2026-10-22T12:00:00Z\"}}}}"
            })
    void takesNothingElseForARevocation(String policy) {
        assertThat(Revocation.read(policy)).isEmpty();
    }

    @Test
    void coversEarlierCutOffsOfWhatItDenies() {
        Revocation revocation = new Revocation(USER_ID, NOON);

        assertThat(revocation.covers(revocation)).isTrue();
        assertThat(revocation.covers(new Revocation(USER_ID, NOON.minusSeconds(1))))
                .isTrue();
        assertThat(revocation.covers(new Revocation(USER_ID, NOON.plusSeconds(1))))
                .isFalse();
        assertThat(revocation.covers(new Revocation(null, NOON))).isFalse();
        assertThat(new Revocation(null, NOON).covers(revocation))
                .as("the whole role includes the session")
                .isTrue();
    }

    @Test
    void isAheadWhereClocksThatDifferDoNotExplainItsCutOff() {
        Revocation revocation = new Revocation(USER_ID, NOON);

        assertThat(revocation.isAheadOf(NOON)).isFalse();
        assertThat(revocation.isAheadOf(NOON.minus(Duration.ofMinutes(5)))).isFalse();
        assertThat(revocation.isAheadOf(NOON.minus(Duration.ofMinutes(5)).minusMillis(1)))
                .isTrue();
    }

    @Test
    void isExpiredOnceTheLongestSessionIsOverAndAnHour() {
        Revocation revocation = new Revocation(USER_ID, NOON);

        assertThat(revocation.isExpired(NOON.plus(Duration.ofHours(12)))).isFalse();
        assertThat(revocation.isExpired(NOON.plus(Duration.ofHours(13)))).isFalse();
        assertThat(revocation.isExpired(NOON.plus(Duration.ofHours(13)).plusMillis(1)))
                .isTrue();
    }

    /** Whoever may write policies can write such a one, and must not keep the role from being contained. */
    @Test
    void canBeOfAnyInstantThatThereIs() {
        for (Instant cutOff : List.of(Instant.MIN, Instant.MAX.truncatedTo(ChronoUnit.SECONDS))) {
            Revocation read =
                    Revocation.read(new Revocation(USER_ID, cutOff).document()).orElseThrow();

            assertThat(read.cutOff()).isEqualTo(cutOff);
            assertThat(read.isExpired(NOON)).isEqualTo(cutOff.isBefore(NOON));
            assertThat(read.isAheadOf(NOON)).isEqualTo(cutOff.isAfter(NOON));
        }
    }

    @Test
    void coversTheSessionThatItWasWidenedFrom() {
        Revocation session = new Revocation(USER_ID, NOON);

        assertThat(session.ofWholeRole().covers(session)).isTrue();
        assertThat(session.ofWholeRole().document())
                .hasSizeLessThan(session.document().length());
    }

    @Test
    void hasNoFractionOfASecond() {
        assertThatThrownBy(() -> new Revocation(null, NOON.plusMillis(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
