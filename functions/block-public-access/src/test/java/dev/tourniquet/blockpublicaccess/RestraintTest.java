package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import org.junit.jupiter.api.Test;

/** What the function may do, and what it leaves alone. */
final class RestraintTest extends InWorld {
    @Test
    void needsNoOtherPermissionThanTheRoleGivesIt() {
        world.publicBucket("tq-assets");
        world.runAs(
                "s3:GetBucketPublicAccessBlock",
                "s3:PutBucketPublicAccessBlock",
                "s3:GetBucketPolicy",
                "s3:GetBucketAcl",
                "s3:GetBucketTagging",
                "s3:GetAccountPublicAccessBlock");

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(texts(report.path("nextSteps"))).noneMatch(step -> step.contains("counted as"));
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
    }

    @Test
    void tellsItsOwnBucketByThePermissionToListThem() {
        world.publicBucket("tq-assets");
        world.runAs("s3:ListAllMyBuckets");

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(reason(report)).contains("s3:GetBucketPublicAccessBlock on tq-assets", "the account's own");
    }

    @Test
    void namesTheActionThatItIsDenied() {
        world.publicBucket("tq-assets");
        world.runAs("s3:GetBucketPublicAccessBlock", "s3:GetBucketPolicy", "s3:GetBucketAcl", "s3:GetBucketTagging");

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("s3:PutBucketPublicAccessBlock on tq-assets"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("s3:PutBucketPublicAccessBlock"));
    }

    @Test
    void showsThePlanAndChangesNothingWhileObserving() {
        world.publicBucket("tq-assets");
        world.environment.put("TOURNIQUET_MODE", "observe");

        JsonNode answer = world.deliver(finding("tq-assets"));

        assertThat(outcome(answer.at("/results/0/report"))).isEqualTo("DRY_RUN");
        assertThat(answer.at("/results/0/plan/steps/0/after/restrictPublicBuckets")
                        .asBoolean())
                .isTrue();
        assertThat(world.block("tq-assets")).isEmpty();
    }

    @Test
    void getsThroughWhereS3SlowsItDownAndComesAgainWhereThatLasts() {
        world.publicBucket("tq-assets");
        world.wire.answer("PutPublicAccessBlock", 503, "SlowDown", 6);

        assertThatThrownBy(() -> world.report(finding("tq-assets"))).isInstanceOf(RetryLater.class);

        assertThat(outcome(world.report(finding("tq-assets")))).isEqualTo("CONTAINED");
    }

    @Test
    void touchesNothingForAFindingAboutAnotherAccount() {
        world.publicBucket("tq-assets");
        ObjectNode event = finding("tq-assets");
        ((ObjectNode) event.path("detail")).put("accountId", "210987654321");

        assertThat(outcome(world.report(event))).isEqualTo("SKIPPED");
        assertThat(world.wire.calls()).noneMatch(call -> call.contains("Bucket") || call.contains("Block"));
    }
}
