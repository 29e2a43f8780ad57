package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tests over the wire: the real handler, with real events, on the local AWS. Its blocks are stored, not applied. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InWorld {
    static final Flags TWO_OF_FOUR = new Flags(true, true, false, false);

    World world;

    @BeforeAll
    void start() {
        world = new World();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    /** But for the SDK's own call: it asks where a bucket is if it forgets that, as where two calls of one bucket are sent away at once. */
    @AfterEach
    void namedTheExpectedOwnerOnEveryCallOnABucket() {
        assertThat(world.wire.withoutOwner())
                .isSubsetOf(world.wire.redirected().isEmpty() ? List.of() : List.of("HeadBucket"));
    }

    @AfterAll
    void end() {
        world.close();
    }

    void tag(String bucket, String value) {
        Tag tag = Tag.builder().key("tourniquet:exempt").value(value).build();
        world.s3.putBucketTagging(request -> request.bucket(bucket).tagging(tags -> tags.tagSet(tag)));
    }

    /** The only reason of a report. */
    static String reason(JsonNode report) {
        assertThat(texts(report.path("reasons"))).hasSize(1);
        return report.at("/reasons/0").asText();
    }

    static String outcome(JsonNode report) {
        return report.path("outcome").asText();
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
