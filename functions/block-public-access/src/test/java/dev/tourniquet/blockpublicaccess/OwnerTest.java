package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.RetryLater;
import org.junit.jupiter.api.Test;

/** S3 refuses alike what a policy forbids and what is on a bucket of somebody else. */
final class OwnerTest extends InWorld {
    @Test
    void refusesABucketThatBelongsToAnotherAccount() {
        world.bucket("tq-taken-by-nobody");
        world.wire.deny("tq-taken");

        JsonNode report = world.report(finding("tq-taken"));

        assertThat(outcome(report)).isEqualTo("REFUSED");
        assertThat(reason(report))
                .contains("tq-taken is owned by another account", "s3:GetBucketPublicAccessBlock", "AccessDenied");
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("who in this account uses tq-taken"))
                .anyMatch(step -> step.contains("Report it to its owner"));
        assertThat(world.wire.calls()).doesNotContain("PutPublicAccessBlock");
    }

    @Test
    void looksForTheBucketOnEveryPageOfTheOwnOnes() {
        world.publicBucket("tq-locked");
        world.wire.deny("tq-locked");
        world.wire.page("tq-locked-logs");

        assertThat(outcome(world.report(finding("tq-locked")))).isEqualTo("FAILED");
        assertThat(world.wire.calls()).filteredOn("ListBuckets"::equals).hasSize(2);
    }

    @Test
    void failsWithTheWayOutWhereAPolicyOfAnOwnBucketDeniesTheResponder() {
        world.publicBucket("tq-locked");
        world.wire.deny("tq-locked");

        JsonNode report = world.report(finding("tq-locked"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(reason(report))
                .contains(
                        "s3:GetBucketPublicAccessBlock on tq-locked: AccessDenied",
                        "the account's own",
                        "denies the responder")
                .contains("root user", "S3UnlockBucketPolicy");
        assertThat(world.block("tq-locked")).isEmpty();
    }

    @Test
    void saysBothWhereTheOwnBucketsCannotBeListedEither() {
        world.wire.deny("tq-unknown");
        world.wire.answer("ListBuckets", 403, "AccessDenied", 1);

        JsonNode report = world.report(finding("tq-unknown"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(reason(report))
                .contains("s3:GetBucketPublicAccessBlock on tq-unknown: AccessDenied")
                .contains("does not belong to account 123456789012", "a policy denies the responder")
                .contains("s3:ListAllMyBuckets on tq-unknown: AccessDenied");
    }

    @Test
    void comesAgainWhereTheListOfTheOwnBucketsIsAPassingFailure() {
        world.wire.deny("tq-unknown");
        world.wire.answer("ListBuckets", 409, "OperationAborted", 1);

        assertThatThrownBy(() -> world.report(finding("tq-unknown")))
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("s3:ListAllMyBuckets");
    }

    @Test
    void asksForTheOwnerOnlyWhereItIsDenied() {
        world.publicBucket("tq-assets");

        world.report(finding("tq-assets", "tq-missing"));

        assertThat(world.wire.calls()).doesNotContain("ListBuckets");
    }

    @Test
    void saysWhoseTheBucketIsWhereItCannotBeReleased() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.wire.deny("tq-assets");

        JsonNode released = world.release(report);

        assertThat(released.path("result").asText()).isEqualTo("FAILED");
        assertThat(released.path("note").asText()).contains("AccessDenied", "the account's own");
    }
}
