package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.SelfTestFailed;
import dev.tourniquet.json.Json;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the self-test passes in the function's role, and that it sees what a plan does without. */
final class SelfTestTest extends InWorld {
    private static final String[] READS = {
        "s3:GetAccountPublicAccessBlock",
        "s3:GetBucketAcl",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketTagging"
    };

    private JsonNode test() {
        return world.deliver(Json.tree(Map.of("command", "self-test"))).path("selfTest");
    }

    @Test
    void asksWhatAPlanAsksAndChangesNothingButItsItem() {
        world.runAs(READS);

        JsonNode passed = test();

        assertThat(texts(passed.path("reads"))).containsExactly(READS);
        assertThat(passed.path("found").asText()).contains("tourniquet-self-test-", "does not exist");
        assertThat(world.wire.calls())
                .filteredOn(call -> !call.matches("(control:)?(Get|List|Query).*"))
                .containsExactly("PutItem");
    }

    /** Whoever knew the name before could take it, and have it answered otherwise. */
    @Test
    void asksForABucketThatItNeverAskedForBefore() {
        assertThat(test().path("canary").asText())
                .hasSizeLessThan(64)
                .matches("tourniquet-self-test-[0-9a-f]{32}")
                .isNotEqualTo(test().path("canary").asText());
    }

    @ParameterizedTest
    @FieldSource("READS")
    void failsAndNamesTheActionThatTheRoleLacks(String lacking) {
        world.runAs(Stream.of(READS).filter(read -> !read.equals(lacking)).toArray(String[]::new));

        assertThatThrownBy(this::test)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining(lacking + " on ")
                .hasMessageContaining("refuses " + lacking);
        assertThat(world.wire.calls()).doesNotContain("PutItem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Query", "PutItem"})
    void failsWhereTheLedgerRefuses(String operation) {
        world.wire.answer(operation, 403, "AccessDeniedException", 1);

        assertThatThrownBy(this::test)
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining("dynamodb:" + operation + " on tourniquet-ledger: AccessDeniedException");
    }
}
