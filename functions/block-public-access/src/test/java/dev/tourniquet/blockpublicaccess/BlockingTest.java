package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static dev.tourniquet.blockpublicaccess.Events.macieFinding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What a block does. */
final class BlockingTest extends InWorld {
    @Test
    void closesAPublicBucketAndReadsItBack() {
        world.publicBucket("tq-assets");

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo("tq-assets");
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("block-public-access");
        assertThat(report.at("/steps/0/status").asText()).isEqualTo("VERIFIED");
        assertThat(world.block("tq-assets")).contains(Flags.ALL);
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("Presigned URLs"));
        assertThat(texts(report.path("nextSteps"))).anyMatch(step -> step.contains("CloudTrail"));
        assertThat(texts(report.path("blastRadius")))
                .anyMatch(hit -> hit.contains("website") && hit.contains("CloudFront"))
                .anyMatch(hit -> hit.contains("Other accounts"))
                .anyMatch(hit -> hit.contains("deployments"));
    }

    @Test
    void recordsThatThereWasNoBlockAndKeepsPolicyAndAclAsEvidence() {
        world.publicBucket("tq-assets");
        world.grantRead("tq-assets", "AllUsers");

        JsonNode before = world.deliver(finding("tq-assets")).at("/results/0/plan/steps/0/before");

        assertThat(before.path("configuration").isNull()).isTrue();
        assertThat(before.path("policy").asText()).isEqualTo(World.PUBLIC_POLICY);
        assertThat(before.path("acl").findValuesAsText("grantee"))
                .contains("http://acs.amazonaws.com/groups/global/AllUsers");
        assertThat(before.path("acl").findValuesAsText("permission")).contains("READ");
    }

    @Test
    void closesWhatMacieFindsToo() {
        world.publicBucket("tq-photos");

        assertThat(outcome(world.report(macieFinding("tq-photos")))).isEqualTo("CONTAINED");
        assertThat(world.block("tq-photos")).contains(Flags.ALL);
    }

    @Test
    void findsARecurrenceContainedAlready() {
        world.publicBucket("tq-assets");
        world.report(finding("tq-assets"));

        JsonNode again = world.report(finding("tq-assets"));

        assertThat(outcome(again)).isEqualTo("ALREADY_CONTAINED");
        assertThat(again.path("residualRisks")).isNotEmpty();
        assertThat(world.wire.calls()).containsOnlyOnce("PutPublicAccessBlock");
    }

    @Test
    void dealsWithEveryBucketOfAFindingAlthoughOneIsMissing() {
        world.publicBucket("tq-one");
        world.publicBucket("tq-three");

        JsonNode results =
                world.deliver(finding("tq-one", "tq-two", "tq-three")).path("results");

        assertThat(results.findValuesAsText("outcome")).containsExactly("CONTAINED", "NOTHING_TO_DO", "CONTAINED");
        assertThat(world.block("tq-one")).contains(Flags.ALL);
        assertThat(world.block("tq-three")).contains(Flags.ALL);
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "400, AuthorizationHeaderMalformed", "307, TemporaryRedirect"})
    void reachesABucketInAnotherRegion(int status, String code) {
        openABucketInEurope();
        world.wire.enforceRegion("tq-europe", "eu-west-1", status, code);

        JsonNode report = world.report(finding("tq-europe"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        // Any of the reads that run at once: the SDK remembers the Region from the first one that is sent away.
        assertThat(world.wire.redirected()).isNotEmpty();
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.block("tq-europe")).isEmpty();
    }

    /** Where calls that run at once are sent away together, the SDK can forget what it was told, and asks. */
    @Test
    void reachesABucketInAnotherRegionThatItMayNotAskFor() {
        openABucketInEurope();
        world.wire.enforceRegion("tq-europe", "eu-west-1", 301, "PermanentRedirect");
        world.wire.nameRegionsWhereAskedOnly();

        assertThat(outcome(world.report(finding("tq-europe")))).isEqualTo("CONTAINED");
        assertThat(world.wire.redirected()).isNotEmpty();
        assertThat(world.wire.calls()).contains("HeadBucket");
    }

    private void openABucketInEurope() {
        try (S3Client europe = world.aws.client(S3Client.builder(), Region.EU_WEST_1)) {
            europe.createBucket(request -> request.bucket("tq-europe")
                    .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
            europe.putBucketPolicy(request -> request.bucket("tq-europe").policy(World.PUBLIC_POLICY));
        }
    }

    @Test
    void closesABucketWhoseEvidenceCannotBeReadAndSaysWhatIsNotOnRecord() {
        world.publicBucket("tq-assets");
        world.wire.answer("GetBucketPolicy", 403, "AccessDenied", 4);

        JsonNode answer = world.deliver(finding("tq-assets"));

        assertThat(outcome(answer.at("/results/0/report"))).isEqualTo("CONTAINED");
        assertThat(texts(answer.at("/results/0/report/nextSteps")))
                .anyMatch(step -> step.contains("not on record") && step.contains("s3:GetBucketPolicy"));
        assertThat(answer.at("/results/0/plan/steps/0/before/unread")).hasSize(1);
    }
}
