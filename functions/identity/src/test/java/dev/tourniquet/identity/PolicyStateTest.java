package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PolicyStateTest {
    private static final Instant NOON = Instant.parse("2026-10-22T12:00:00Z");
    private static final Instant NOW = NOON.plus(Duration.ofHours(2));

    @Test
    void readsWhatWasWrittenBeforeCasesRememberedWhatTheyWrote() {
        JsonNode before = Json.read("{\"policy\":\"text\"}", JsonNode.class);

        assertThat(PolicyState.policy(before)).contains("text");
        assertThat(PolicyState.written(before)).isEmpty();
    }

    @Test
    void keepsTheFirstStateWhereItFindsWhatTheCaseWroteSince() {
        JsonNode once = joined(PolicyState.before(Optional.of("first")), at(NOON), at(NOON));
        JsonNode again = joined(once, at(NOON.plusSeconds(60)), at(NOON));

        assertThat(PolicyState.policy(again)).contains("first");
        assertThat(PolicyState.written(again)).containsExactly(at(NOON), at(NOON.plusSeconds(60)));
    }

    @Test
    void takesWhatAnotherWroteSinceForTheStateBefore() {
        Revocation another = at(NOON.plusSeconds(60));

        assertThat(PolicyState.policy(joined(PolicyState.before(Optional.empty()), at(NOON), another)))
                .contains(another.document());
    }

    @Test
    void takesNothingForTheStateBeforeThatIsNotToComeBack() {
        JsonNode first = PolicyState.before(Optional.of("first"));
        List<String> planted = List.of(
                "{}",
                at(NOW.plusSeconds(3_600)).document(),
                at(NOW.minus(Duration.ofHours(14))).document());

        assertThat(planted)
                .allSatisfy(text -> assertThat(PolicyState.policy(
                                PolicyState.joined(first, after(at(NOON)), PolicyState.before(Optional.of(text)), NOW)))
                        .contains("first"));
    }

    @Test
    void forgetsWhatDeniesNobodyAnyMore() {
        JsonNode first = joined(PolicyState.before(Optional.empty()), at(NOON), at(NOON));

        JsonNode later = PolicyState.joined(
                first, after(at(NOW)), PolicyState.before(Optional.empty()), NOON.plus(Duration.ofHours(14)));

        assertThat(PolicyState.written(later)).containsExactly(at(NOW));
    }

    private static JsonNode joined(JsonNode first, Revocation since, Revocation found) {
        return PolicyState.joined(first, after(since), PolicyState.before(Optional.of(found.document())), NOW);
    }

    private static JsonNode after(Revocation wanted) {
        return Json.tree(new PolicyState.After("web", "p", wanted.cutOff(), wanted.document()));
    }

    private static Revocation at(Instant cutOff) {
        return new Revocation("AROAEXAMPLE:i-1", cutOff);
    }
}
