package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** A block that somebody changed since, put back all the same. */
final class ForcedReleaseTest extends InWorld {
    @Test
    void putsTheFlagsBeforeOverThoseThatSomebodySet() {
        world.publicBucket("tq-assets");
        Flags before = new Flags(false, true, false, false);
        world.buckets().putBlock("tq-assets", before);
        JsonNode report = world.report(finding("tq-assets"));
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        JsonNode step = world.release(report, "force");

        assertThat(step.path("result").asText()).isEqualTo("RESTORED");
        assertThat(step.path("note").asText()).contains("forced", "somebody changed", "public again by its policy");
        assertThat(world.block("tq-assets")).contains(before);
    }

    @Test
    void deletesTheBlockWhereThereWasNone() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);

        world.release(report, "force");

        assertThat(world.block("tq-assets")).isEmpty();
    }

    @Test
    void saysWhoseGrantIsMissingWhereItIsRefused() {
        world.publicBucket("tq-assets");
        JsonNode report = world.report(finding("tq-assets"));
        world.buckets().putBlock("tq-assets", TWO_OF_FOUR);
        world.wire.answer("DeletePublicAccessBlock", 403, "AccessDenied", 4);

        JsonNode step = world.release(report, "force");

        assertThat(step.path("result").asText()).isEqualTo("FAILED");
        assertThat(step.path("note").asText()).contains("s3:PutBucketPublicAccessBlock");
        assertThat(world.block("tq-assets")).contains(TWO_OF_FOUR);
    }
}
