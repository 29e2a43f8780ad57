package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static dev.tourniquet.blockpublicaccess.Events.findingOfType;
import static dev.tourniquet.blockpublicaccess.Events.macieFindingOfType;
import static dev.tourniquet.blockpublicaccess.Events.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The type of the finding and the live exposure decide together. */
final class FindingTypesTest extends InWorld {
    private static final String EXFILTRATION = "Exfiltration:S3/AnomalousBehavior";

    @Test
    void closesAPrivateBucketWhoseBlockWasDisabled() {
        world.bucket("tq-reports");
        world.bucket("tq-exports");

        assertThat(outcome(world.report(findingOfType("Policy:S3/BucketBlockPublicAccessDisabled", "tq-reports"))))
                .isEqualTo("CONTAINED");
        assertThat(outcome(
                        world.report(macieFindingOfType("Policy:IAMUser/S3BlockPublicAccessDisabled", "tq-exports"))))
                .isEqualTo("CONTAINED");
        assertThat(world.block("tq-reports")).contains(Flags.ALL);
        assertThat(world.block("tq-exports")).contains(Flags.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Policy:S3/BucketAnonymousAccessGranted", "Policy:S3/BucketPublicAccessGranted"})
    void leavesABucketAloneThatWasSaidToBePublicAndIsNot(String type) {
        world.bucket("tq-reports");

        JsonNode report = world.report(findingOfType(type, "tq-reports"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(report)).contains("tq-reports is not public", "it has no policy", "its ACL grants nothing");
        assertThat(world.block("tq-reports")).isEmpty();
    }

    @Test
    void leavesABucketAloneThatMacieSaysIsPublicAndIsNot() {
        world.bucket("tq-reports");

        JsonNode report = world.report(macieFindingOfType("Policy:IAMUser/S3BucketPublic", "tq-reports"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(world.block("tq-reports")).isEmpty();
    }

    @Test
    void closesABucketThatIsPublicByItsAclAlone() {
        world.bucket("tq-photos");
        world.grantRead("tq-photos", "AuthenticatedUsers");

        assertThat(outcome(world.report(finding("tq-photos")))).isEqualTo("CONTAINED");
    }

    @Test
    void takesABucketForPublicWhoseExposureCannotBeReadAndSaysSo() {
        world.bucket("tq-reports");
        world.wire.answer("GetBucketAcl", 403, "AccessDenied", 1);

        JsonNode report = world.report(finding("tq-reports"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(texts(report.path("nextSteps")))
                .anyMatch(step -> step.contains("counted as public")
                        && step.contains("s3:GetBucketAcl on tq-reports: AccessDenied"));
    }

    @Test
    void saysNothingOfAnExposureThatCouldBeRead() {
        world.publicBucket("tq-assets");

        assertThat(texts(world.report(finding("tq-assets")).path("nextSteps")))
                .noneMatch(step -> step.contains("counted as"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXFILTRATION,
                "Impact:S3/AnomalousBehavior.Delete",
                "Discovery:S3/MaliciousIPCaller",
                "UnauthorizedAccess:S3/TorIPCaller"
            })
    void leavesAPrivateBucketAloneWhereCredentialsAreMisusedAndPointsToThePrincipal(String type) {
        world.bucket("tq-claims");

        JsonNode report = world.report(findingOfType(type, "tq-claims"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(report)).contains("is not public", "the principal is what has to be contained");
        assertThat(world.block("tq-claims")).isEmpty();
    }

    @Test
    void doesNotCallMisusedCredentialsContainedBecauseTheBucketIsBlockedAnyway() {
        world.bucket("tq-claims");
        world.buckets().putBlock("tq-claims", Flags.ALL);

        JsonNode report = world.report(findingOfType(EXFILTRATION, "tq-claims"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(report)).contains("all four flags", "the principal is what has to be contained");
    }

    @Test
    void closesAPublicBucketWhereCredentialsAreMisusedAndFindsThatDoneAfterwards() {
        world.publicBucket("tq-claims");

        JsonNode report = world.report(findingOfType(EXFILTRATION, "tq-claims"));

        assertThat(outcome(report)).isEqualTo("CONTAINED");
        assertThat(texts(report.path("residualRisks"))).anyMatch(risk -> risk.contains("principal"));
        assertThat(world.block("tq-claims")).contains(Flags.ALL);
        assertThat(outcome(world.report(findingOfType(EXFILTRATION, "tq-claims"))))
                .isEqualTo("ALREADY_CONTAINED");
    }

    @Test
    void finishesAnotherDeliverysWorkAlthoughTheBucketIsNotPublicAnyMore() {
        world.publicBucket("tq-claims");
        world.wire.answerLater("PutItem", 1, 400, "ValidationException", 1);
        assertThatThrownBy(() -> world.report(findingOfType(EXFILTRATION, "tq-claims")))
                .isInstanceOf(RetryLater.class);
        assertThat(world.block("tq-claims")).contains(Flags.ALL);

        world.later(Duration.ofMinutes(20));
        JsonNode report = world.report(findingOfType(EXFILTRATION, "tq-claims"));

        assertThat(outcome(report)).isIn("CONTAINED", "ALREADY_CONTAINED");
        assertThat(report.at("/steps/0/status").asText()).isEqualTo("VERIFIED");
        assertThat(world.release(report).path("result").asText()).isEqualTo("RESTORED");
        assertThat(world.block("tq-claims")).isEmpty();
    }

    @Test
    void asksWhereCredentialsAreMisusedAndTheExposureCannotBeRead() {
        world.publicBucket("tq-claims");
        world.wire.answer("GetBucketPolicy", 403, "AccessDenied", 1);

        JsonNode report = world.report(findingOfType(EXFILTRATION, "tq-claims"));

        assertThat(outcome(report)).isEqualTo("AWAITING_APPROVAL");
        assertThat(reason(report)).contains("not known whether tq-claims is public", "s3:GetBucketPolicy");
        assertThat(world.block("tq-claims")).isEmpty();
    }

    @Test
    void closesABucketOfAnAttackSequenceOnlyWhereItIsPublic() {
        world.bucket("tq-private");
        world.publicBucket("tq-public");

        JsonNode left = world.report(sequence("tq-private"));
        assertThat(outcome(left)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(left)).contains("the principal is what has to be contained");
        assertThat(outcome(world.report(sequence("tq-public")))).isEqualTo("CONTAINED");
        assertThat(world.block("tq-private")).isEmpty();
        assertThat(world.block("tq-public")).contains(Flags.ALL);
    }

    @Test
    void asksWhereAnAttackSequenceHasSeveralActors() {
        world.publicBucket("tq-public");
        ObjectNode event = sequence("tq-public");
        ArrayNode actors = (ArrayNode) event.at("/detail/service/detection/sequence/actors");
        actors.add(actors.get(0).deepCopy());

        assertThat(outcome(world.report(event))).isEqualTo("AWAITING_APPROVAL");
        assertThat(world.block("tq-public")).isEmpty();
    }

    @Test
    void closesABucketThatIsPublicAndHoldsSensitiveData() {
        world.publicBucket("tq-claims");

        assertThat(outcome(world.report(macieFindingOfType("SensitiveData:S3Object/Credentials", "tq-claims"))))
                .isEqualTo("CONTAINED");
        assertThat(world.block("tq-claims")).contains(Flags.ALL);
    }

    @Test
    void leavesAPrivateBucketAloneThatHoldsSensitiveData() {
        world.bucket("tq-claims");

        JsonNode report = world.report(macieFindingOfType("SensitiveData:S3Object/Personal", "tq-claims"));

        assertThat(outcome(report)).isEqualTo("NOTHING_TO_DO");
        assertThat(reason(report)).contains("sensitive data in a private bucket is no exposure");
        assertThat(world.block("tq-claims")).isEmpty();
    }

    @Test
    void closesABucketForAFindingOfAnUnknownTypeOnlyWhereItIsPublic() {
        world.bucket("tq-private");
        world.publicBucket("tq-public");

        assertThat(outcome(world.report(findingOfType("Policy:S3/BucketSomethingNew2027", "tq-private"))))
                .isEqualTo("NOTHING_TO_DO");
        assertThat(outcome(world.report(macieFindingOfType("Policy:IAMUser/S3BucketSharedExternally", "tq-private"))))
                .isEqualTo("NOTHING_TO_DO");
        assertThat(outcome(world.report(findingOfType("Policy:S3/BucketSomethingNew2027", "tq-public"))))
                .isEqualTo("CONTAINED");
    }
}
