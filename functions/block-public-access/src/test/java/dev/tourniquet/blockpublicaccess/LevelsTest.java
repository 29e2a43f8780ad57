package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.accountFinding;
import static dev.tourniquet.blockpublicaccess.Events.finding;
import static dev.tourniquet.blockpublicaccess.Events.findingOfType;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Bucket and account block together; the account's block is the organization's where that manages it. */
final class LevelsTest extends InWorld {
    private static final Flags OTHER_TWO = new Flags(false, false, true, true);

    @Test
    void findsABucketClosedByTheAccountAndNamesTheLevel() {
        world.publicBucket("tq-assets");
        world.account().put(Flags.ALL);

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("ALREADY_CONTAINED");
        assertThat(reason(report)).contains("the level of the account (its own setting or the organization's)");
        assertThat(texts(report.path("residualRisks")))
                .anyMatch(risk -> risk.contains("opens where the level of the account opens"));
        assertThat(world.block("tq-assets")).isEmpty();
    }

    @Test
    void findsABucketClosedByItsOwnBlockAndNamesTheLevel() {
        world.publicBucket("tq-assets");
        world.buckets().putBlock("tq-assets", Flags.ALL);

        JsonNode report = world.report(findingOfType("Policy:S3/BucketBlockPublicAccessDisabled", "tq-assets"));

        assertThat(outcome(report)).isEqualTo("ALREADY_CONTAINED");
        assertThat(reason(report)).isEqualTo("all four flags of the public access block of tq-assets are on");
        assertThat(texts(report.path("residualRisks"))).noneMatch(risk -> risk.contains("level of the account"));
    }

    @Test
    void findsABucketClosedByBothLevelsTogether() {
        world.publicBucket("tq-assets");
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);
        world.account().put(OTHER_TWO);

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("ALREADY_CONTAINED");
        assertThat(reason(report)).contains("together");
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }

    @Test
    void findsAPublicPolicyMaskedByTheAccountsFlagForIt() {
        world.publicBucket("tq-assets");
        world.account().put(new Flags(false, false, false, true));

        JsonNode report = world.report(finding("tq-assets"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(report)).contains("RestrictPublicBuckets");
    }

    @Test
    void closesABucketThatOnlyRefusesNewPublicPolicies() {
        world.publicBucket("tq-assets");
        world.account().put(new Flags(true, true, true, false));

        assertThat(outcome(world.report(finding("tq-assets")))).isEqualTo("CONTAINED");
    }

    @Test
    void closesABucketWhoseAccountsBlockCannotBeReadAndNamesThat() {
        world.publicBucket("tq-assets");
        world.account().put(Flags.ALL);
        world.wire.answer("control:GetPublicAccessBlock", 403, "AccessDenied", 1);

        JsonNode answer = world.deliver(finding("tq-assets"));

        assertThat(outcome(answer.at("/results/0/report"))).isEqualTo("CONTAINED");
        assertThat(texts(answer.at("/results/0/report/nextSteps")))
                .anyMatch(step -> step.contains("s3:GetAccountPublicAccessBlock on 123456789012: AccessDenied")
                        && step.contains("counted as off"));
        assertThat(world.block("tq-assets")).contains(Flags.ALL);
    }

    @Test
    void namesTheOrganizationWhereItMayManageTheAccountsBlock() {
        world.wire.answer("control:PutPublicAccessBlock", 403, "AccessDenied", 1);

        JsonNode report = world.report(accountFinding());

        assertThat(outcome(report)).isEqualTo("FAILED");
        assertThat(reason(report))
                .contains(
                        "s3:PutAccountPublicAccessBlock on 123456789012: AccessDenied",
                        "S3 policy of the organization");
        assertThat(world.account().block()).isEmpty();
    }

    @Test
    void saysOfAReleasedBucketThatTheAccountStillClosesIt() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.account().put(Flags.ALL);

        JsonNode released = world.release(report);

        assertThat(released.path("result").asText()).isEqualTo("RESTORED");
        assertThat(released.path("note").asText()).contains("closed at the level of the account", "only");
    }

    @Test
    void saysOfAReleasedBucketWhereTheLevelOfTheAccountIsNotKnown() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.wire.answer("control:GetPublicAccessBlock", 403, "AccessDenied", 1);

        assertThat(world.release(report).path("note").asText())
                .contains("public again by its policy, unless the account's block closes it, which is not known")
                .contains("s3:GetAccountPublicAccessBlock");
    }
}
