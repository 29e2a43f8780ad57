package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.World.accountFinding;
import static dev.tourniquet.blockpublicaccess.World.finding;
import static dev.tourniquet.blockpublicaccess.World.macieFinding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.localaws.LocalAws;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The calls and the state that they leave. That a block keeps anybody out cannot be shown here: the local AWS stores it
 * and serves the public all the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BlockPublicAccessHandlerTest {
    private static final Flags TWO_OF_FOUR = new Flags(true, true, false, false);
    private static final Flags NONE = new Flags(false, false, false, false);

    private World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    @AfterEach
    void namedTheExpectedOwnerOnEveryCallOnABucket() {
        assertThat(world.wire.withoutOwner()).isEmpty();
    }

    @AfterAll
    void end() {
        world.close();
    }

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
    void releasesByDeletingTheBlockWhereThereWasNone() {
        world.publicBucket("tq-assets");

        JsonNode released = world.release(world.report(finding("tq-assets")));

        assertThat(released.path("result").asText()).isEqualTo("RESTORED");
        assertThat(released.path("note").asText()).contains("public again by its policy");
        assertThat(world.block("tq-assets")).isEmpty();
    }

    @Test
    void releasesByPuttingBackTheExactFlags() {
        world.bucket("tq-assets");
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        JsonNode released = world.release(world.report(finding("tq-assets")));

        assertThat(released.path("result").asText()).isEqualTo("RESTORED");
        assertThat(released.path("note").asText()).isEmpty();
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }

    @Test
    void warnsOfPolicyAndAclThatMakeTheBucketPublicAgainAsFarAsTheFlagsLetThem() {
        world.publicBucket("tq-both");
        world.grantRead("tq-both", "AllUsers");
        world.buckets().putBlock("tq-both", NONE);
        world.publicBucket("tq-masked");
        world.grantRead("tq-masked", "AuthenticatedUsers");
        world.buckets().putBlock("tq-masked", new Flags(false, true, false, false));

        assertThat(world.release(world.report(finding("tq-both"))).path("note").asText())
                .contains("by its policy and its ACL");
        assertThat(world.release(world.report(finding("tq-masked")))
                        .path("note")
                        .asText())
                .contains("by its policy,");
    }

    @Test
    void saysSoWhereItCannotTellWhetherTheBucketIsPublicAgain() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.wire.answer("GetBucketPolicy", 403, "AccessDenied", 4);

        JsonNode released = world.release(report);

        assertThat(released.path("result").asText()).isEqualTo("RESTORED");
        assertThat(released.path("note").asText()).contains("not known").contains("s3:GetBucketPolicy");
    }

    @Test
    void leavesABlockAloneThatSomebodyChangedSince() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        assertThat(world.release(report).path("result").asText()).isEqualTo("DRIFTED");
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }

    @Test
    void saysWhereThereIsNothingLeftToRelease() {
        world.publicBucket("tq-assets");
        world.bucket("tq-gone");
        JsonNode first = world.report(finding("tq-assets"));
        JsonNode second = world.report(finding("tq-gone"));
        world.buckets().deleteBlock("tq-assets");
        world.s3.deleteBucket(request -> request.bucket("tq-gone"));

        assertThat(world.release(first).path("result").asText()).isEqualTo("ALREADY_SO");
        assertThat(world.release(second).path("result").asText()).isEqualTo("GONE");
    }

    @Test
    void putsBackWhatTheOwnerClosedBetweenTwoContainments() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        JsonNode before = world.deliver(finding("tq-assets")).at("/results/0/plan/steps/0/before");

        assertThat(world.block("tq-assets")).contains(Flags.ALL);
        assertThat(before.path("policy").asText()).isEqualTo(World.PUBLIC_POLICY);
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }

    @Test
    void putsBackWhatTheOwnerClosedOfTheAccountBetweenTwoContainments() {
        JsonNode report = world.report(accountFinding());
        world.account().put(TWO_OF_FOUR);
        assertThat(outcome(world.report(accountFinding()))).isEqualTo("CONTAINED");

        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
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

    @Test
    void reachesABucketInAnotherRegion() {
        try (S3Client europe = world.aws.client(S3Client.builder(), Region.EU_WEST_1)) {
            europe.createBucket(request -> request.bucket("tq-europe")
                    .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        }
        world.wire.enforceRegion("tq-europe", "eu-west-1");

        JsonNode report = world.report(finding("tq-europe"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.wire.redirected()).contains("GetPublicAccessBlock");
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.block("tq-europe")).isEmpty();
    }

    @Test
    void leavesAnExemptBucketAlone() {
        world.publicBucket("tq-website");
        tag("tq-website", "yes");

        JsonNode report = world.report(finding("tq-website"));

        assertThat(outcome(report)).isEqualTo("SKIPPED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("tourniquet:exempt"));
        assertThat(world.block("tq-website")).isEmpty();
    }

    @Test
    void doesNotTakeAnExemptionThatSaysFalseForOne() {
        world.publicBucket("tq-website");
        tag("tq-website", "false");

        assertThat(outcome(world.report(finding("tq-website")))).isEqualTo("CONTAINED");
    }

    @Test
    void changesNothingWhereItCannotTellWhetherTheBucketIsExempt() {
        world.publicBucket("tq-assets");
        world.wire.answer("GetBucketTagging", 403, "AccessDenied", 4);

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(texts(report.path("reasons"))).anyMatch(reason -> reason.contains("s3:GetBucketTagging"));
        assertThat(world.block("tq-assets")).isEmpty();
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

    @Test
    void saysThatADenialMayMeanThatTheBucketBelongsToSomebodyElse() {
        world.wire.answer("GetPublicAccessBlock", 403, "AccessDenied", 4);

        JsonNode report = world.report(finding("tq-taken"));

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(texts(report.path("reasons")))
                .anyMatch(reason -> reason.contains("s3:GetBucketPublicAccessBlock on tq-taken: AccessDenied")
                        && reason.contains("does not belong to account 123456789012"));
    }

    @Test
    void needsNoOtherPermissionThanTheRoleGivesIt() {
        world.publicBucket("tq-assets");
        world.runAs(
                "s3:GetBucketPublicAccessBlock",
                "s3:PutBucketPublicAccessBlock",
                "s3:GetBucketPolicy",
                "s3:GetBucketAcl",
                "s3:GetBucketTagging");

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
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
    void closesTheWholeAccountWhereItsBlockWasTakenAway() {
        JsonNode answer = world.deliver(accountFinding());
        JsonNode report = answer.at("/results/0/report");

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(report.path("target").asText()).isEqualTo(LocalAws.ACCOUNT);
        assertThat(report.at("/steps/0/action").asText()).isEqualTo("block-account-public-access");
        assertThat(answer.at("/results/0/plan/steps/0/before/configuration").isNull())
                .isTrue();
        assertThat(world.account().block()).contains(Flags.ALL);
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("public on purpose"))
                .anyMatch(risk -> risk.contains("the read-back asked one of them"));

        assertThat(world.release(report).path("note").asText()).contains("public again");
        assertThat(world.account().block()).isEmpty();
    }

    @Test
    void putsBackTheExactFlagsOfTheAccount() {
        world.account().put(TWO_OF_FOUR);
        JsonNode report = world.report(accountFinding());
        assertThat(world.account().block()).contains(Flags.ALL);

        assertThat(outcome(world.report(accountFinding()))).isEqualTo("ALREADY_CONTAINED");
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
    }

    @Test
    void leavesTheAccountsBlockAloneThatSomebodyChangedSince() {
        JsonNode report = world.report(accountFinding());
        world.account().put(TWO_OF_FOUR);

        assertThat(world.release(report).path("result").asText()).isEqualTo("DRIFTED");
        assertThat(world.account().block()).contains(TWO_OF_FOUR);
    }

    @Test
    void touchesNothingForAFindingAboutAnotherAccount() {
        world.publicBucket("tq-assets");
        ObjectNode event = finding("tq-assets");
        ((ObjectNode) event.path("detail")).put("accountId", "210987654321");

        assertThat(outcome(world.report(event))).isEqualTo("SKIPPED");
        assertThat(world.wire.calls()).noneMatch(call -> call.contains("Bucket") || call.contains("Block"));
    }

    private void tag(String bucket, String value) {
        Tag tag = Tag.builder().key("tourniquet:exempt").value(value).build();
        world.s3.putBucketTagging(request -> request.bucket(bucket).tagging(tags -> tags.tagSet(tag)));
    }

    private static String outcome(JsonNode report) {
        return report.path("outcome").asText();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
