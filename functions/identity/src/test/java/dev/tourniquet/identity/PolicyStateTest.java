package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PolicyStateTest {
    private static final Instant NOON = Instant.parse("2026-10-22T12:00:00Z");

    @Test
    void readsWhatWasWrittenBeforePoliciesWereDisplaced() {
        JsonNode after = Json.read(
                "{\"roleName\":\"web\",\"policyName\":\"p\",\"cutOff\":\"2026-10-22T12:00:00Z\",\"document\":\"{}\"}",
                JsonNode.class);
        JsonNode before = Json.read("{\"policy\":\"text\"}", JsonNode.class);

        assertThat(PolicyState.After.of(after)).isEqualTo(new PolicyState.After("web", "p", NOON, "{}"));
        assertThat(PolicyState.policy(before)).contains("text");
        assertThat(PolicyState.displaced(before)).isEmpty();
    }

    @Test
    void writesNothingMoreThanBeforeWhereNothingIsDisplaced() {
        assertThat(Json.write(new PolicyState.After("web", "p", NOON, "{}")))
                .isEqualTo(
                        "{\"cutOff\":\"2026-10-22T12:00:00Z\",\"document\":\"{}\",\"policyName\":\"p\",\"roleName\":\"web\"}");
        assertThat(PolicyState.before(Optional.empty(), Map.of())).isEqualTo(PolicyState.before(Optional.empty()));
    }

    @Test
    void readsBackWhatIsDisplaced() {
        PolicyState.After after = new PolicyState.After("web", "p", NOON, "{}", List.of("a", "b"), "a");

        assertThat(PolicyState.After.of(Json.tree(after))).isEqualTo(after);
        assertThat(after.standsIn()).isEqualTo("a");
        assertThat(PolicyState.displaced(PolicyState.before(Optional.of("t"), Map.of("a", "x"))))
                .isEqualTo(Map.of("a", "x"));
    }

    @Test
    void keepsTheFirstStateOfThePolicyAndTheLatestOfEachThatIsDisplaced() {
        JsonNode first = PolicyState.before(Optional.empty(), Map.of("a", "1", "b", "1"));
        JsonNode later = PolicyState.before(Optional.of("ours"), Map.of("b", "2", "c", "2"));

        JsonNode joined = PolicyState.joined(first, later);

        assertThat(PolicyState.policy(joined)).isEmpty();
        assertThat(PolicyState.displaced(joined)).isEqualTo(Map.of("a", "1", "b", "2", "c", "2"));
    }
}
