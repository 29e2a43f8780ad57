package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What a release puts back, and what it leaves alone. */
final class ReleaseTest extends InWorld {
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
        world.publicBucket("tq-assets");
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        JsonNode released = world.release(world.report(finding("tq-assets")));

        assertThat(released.path("result").asText()).isEqualTo("RESTORED");
        assertThat(released.path("note").asText()).isEqualTo("the bucket is public again by its policy");
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }

    @Test
    void warnsOfPolicyAndAclThatMakeTheBucketPublicAgainAsFarAsTheFlagsLetThem() {
        world.publicBucket("tq-both");
        world.grantRead("tq-both", "AllUsers");
        world.buckets().putBlock("tq-both", Flags.NONE);
        world.publicBucket("tq-masked");
        world.grantRead("tq-masked", "AuthenticatedUsers");
        world.buckets().putBlock("tq-masked", new Flags(false, true, false, false));

        assertThat(world.release(world.report(finding("tq-both"))).path("note").asText())
                .contains("by its policy and its ACL");
        assertThat(world.release(world.report(finding("tq-masked")))
                        .path("note")
                        .asText())
                .isEqualTo("the bucket is public again by its policy");
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
        world.publicBucket("tq-gone");
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
}
