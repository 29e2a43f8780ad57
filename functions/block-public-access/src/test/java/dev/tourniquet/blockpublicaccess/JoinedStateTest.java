package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is put back where a bucket or the account was contained more than once. */
final class JoinedStateTest {
    private static final Optional<Flags> ACLS = Optional.of(new Flags(true, true, false, false));
    private static final Optional<Flags> POLICY = Optional.of(new Flags(false, false, true, false));

    @Test
    void keepsEveryFlagThatWasOnEitherTime() {
        assertThat(Flags.joined(ACLS, POLICY)).contains(new Flags(true, true, true, false));
        assertThat(Flags.joined(Optional.empty(), POLICY)).isEqualTo(POLICY);
        assertThat(Flags.joined(ACLS, Optional.empty())).isEqualTo(ACLS);
        assertThat(Flags.joined(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void doesNotTakeItsOwnBlockForTheOwners() {
        assertThat(Flags.joined(ACLS, Optional.of(Flags.ALL))).isEqualTo(ACLS);
        assertThat(Flags.joined(Optional.empty(), Optional.of(Flags.ALL))).isEmpty();
    }

    @Test
    void addsEvidenceThatIsNewAndKeepsTheFirst() {
        JsonNode joined = BucketState.joined(bucket(Optional.empty(), "first"), bucket(ACLS, "second"));

        assertThat(joined.path("policy").asText()).isEqualTo("first");
        assertThat(joined.at("/later/policy").asText()).isEqualTo("second");
        assertThat(joined.path("later").has("configuration")).isFalse();
        assertThat(Flags.noted(joined)).isEqualTo(ACLS);
        assertThat(BucketState.joined(bucket(ACLS, "first"), bucket(POLICY, "first"))
                        .has("later"))
                .isFalse();
    }

    private static JsonNode bucket(Optional<Flags> flags, String policy) {
        ObjectNode state = Json.MAPPER.createObjectNode().put("policy", policy);
        state.set("configuration", Flags.noting(flags));
        return state;
    }
}
