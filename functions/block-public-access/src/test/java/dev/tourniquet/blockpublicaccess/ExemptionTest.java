package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.accountFinding;
import static dev.tourniquet.blockpublicaccess.Events.finding;
import static dev.tourniquet.blockpublicaccess.Events.findingOfType;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Websites and origins of CloudFront that are public on purpose. */
final class ExemptionTest extends InWorld {
    @BeforeEach
    void website() {
        world.publicBucket("tq-website");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "", "until 2999-12-31", "until 2999-12-31T12:00:00Z"})
    void leavesABucketAloneThatItsTagExempts(String value) {
        tag("tq-website", value);

        JsonNode report = world.report(finding("tq-website"));

        assertThat(outcome(report)).isEqualTo("SKIPPED");
        assertThat(reason(report)).contains("tourniquet:exempt");
        assertThat(world.block("tq-website")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "until 2001-12-31"})
    void closesABucketWhoseTagExemptsItNoMore(String value) {
        tag("tq-website", value);

        assertThat(outcome(world.report(finding("tq-website")))).isEqualTo("CONTAINED");
    }

    @Test
    void asksWhereTheTagDoesNotSayUntilWhen() {
        tag("tq-website", "until next week");

        JsonNode report = world.report(finding("tq-website"));

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(world.block("tq-website")).isEmpty();
    }

    @Test
    void doesNotHonourTagsWhereTheConfigurationSwitchesThemOff() {
        tag("tq-website", "yes");
        world.environment.remove("TOURNIQUET_EXEMPTION_TAG");

        assertThat(outcome(world.report(finding("tq-website")))).isEqualTo("CONTAINED");
        assertThat(world.wire.calls()).doesNotContain("GetBucketTagging");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tq-website", "tq-web*", "arn:aws:s3:::tq-website", "i-0123456789abcdef0,arn:aws:s3:::tq-web*"})
    void leavesABucketAloneThatTheConfigurationNames(String listed) {
        world.environment.put("TOURNIQUET_EXEMPT", listed);

        JsonNode report = world.report(finding("tq-website"));

        assertThat(outcome(report)).isEqualTo("SKIPPED");
        assertThat(reason(report)).contains("configuration");
        assertThat(world.block("tq-website")).isEmpty();
    }

    @Test
    void leavesABucketAloneThatTheConfigurationNamesAlthoughItsTagsCannotBeRead() {
        world.environment.put("TOURNIQUET_EXEMPT", "tq-website");
        world.wire.answer("GetBucketTagging", 403, "AccessDenied", 1);

        assertThat(outcome(world.report(finding("tq-website")))).isEqualTo("SKIPPED");
    }

    @Test
    void changesNothingWhereItCannotTellWhetherTheBucketIsExempt() {
        world.wire.answer("GetBucketTagging", 403, "AccessDenied", 1);

        JsonNode report = world.report(finding("tq-website"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(reason(report)).contains("s3:GetBucketTagging on tq-website: AccessDenied");
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("s3:GetBucketTagging"));
        assertThat(world.block("tq-website")).isEmpty();
    }

    @Test
    void needsNoTagsWhereThereIsNothingToDo() {
        world.bucket("tq-private");
        world.wire.answer("GetBucketTagging", 403, "AccessDenied", 1);

        assertThat(outcome(world.report(finding("tq-private")))).isEqualTo("NOTHING_TO_DO");
    }

    @Test
    void holdsForEveryTypeOfFinding() {
        tag("tq-website", "yes");

        assertThat(outcome(world.report(findingOfType("Policy:S3/BucketBlockPublicAccessDisabled", "tq-website"))))
                .isEqualTo("SKIPPED");
        assertThat(outcome(world.report(findingOfType("Exfiltration:S3/MaliciousIPCaller", "tq-website"))))
                .isEqualTo("SKIPPED");
    }

    @Test
    void leavesTheAccountAloneThatTheConfigurationNames() {
        world.environment.put("TOURNIQUET_EXEMPT", "123456789012");

        assertThat(outcome(world.report(accountFinding()))).isEqualTo("SKIPPED");
        assertThat(world.account().block()).isEmpty();
    }
}
