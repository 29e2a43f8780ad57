package dev.tourniquet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case.Progress;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which a case is on record. */
final class CaseFormTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final CaseId ID = new CaseId("revoke-sessions", "AROAEXAMPLE:i-0abc1234", 3);

    @Test
    void readsTheIdOfACaseAsItIsWritten() {
        assertThat(ID).hasToString("revoke-sessions/AROAEXAMPLE:i-0abc1234/3");
        assertThat(CaseId.parse(ID.toString())).isEqualTo(ID);
        assertThat(CaseId.parse("a/b/999999999")).isEqualTo(new CaseId("a", "b", 999_999_999));
        assertThat(ID.next().generation()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a/1", "/b/1", "a//1", "a/b/", "a/b/x", "a/b/-1", "a/b/1.5", "a/b/1234567890", "//"})
    void refusesWhatIsNoIdOfACase(String text) {
        assertThatThrownBy(() -> CaseId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<response>/<target>/<number>");
    }

    @Test
    void readsWhatALaterVersionAdded() {
        ObjectNode document = document();
        document.put("addedLater", true).withObject("/plan").put("addedLater", 1);
        ((ObjectNode) document.at("/plan/steps/0")).put("addedLater", "x");

        assertThat(Json.read(document.toString(), Case.class)).isEqualTo(subject());
    }

    /** Plans had no blast radius once; a case that was never released has no such moment. */
    @Test
    void readsWhatAnEarlierVersionWrote() {
        ObjectNode document = document();
        document.withObject("/plan").remove("blastRadius");
        document.remove(List.of("releasedAt", "announcement", "lease"));

        assertThat(Json.read(document.toString(), Case.class)).isEqualTo(subject());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/id",
                "/status",
                "/findingIds",
                "/plan",
                "/progress",
                "/outbox",
                "/openedAt",
                "/updatedAt",
                "/id/response",
                "/id/targetKey",
                "/plan/steps",
                "/plan/steps/0/action",
                "/plan/steps/0/resource",
                "/plan/steps/0/phase",
                "/plan/steps/0/after"
            })
    void readsNoCaseThatIsWrittenInHalf(String missing) {
        ObjectNode document = document();
        int end = missing.lastIndexOf('/');
        ((ObjectNode) document.at(missing.substring(0, end))).remove(missing.substring(end + 1));

        assertThatThrownBy(() -> Json.read(document.toString(), Case.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/version, '\"two\"'",
        "/status, '\"FROZEN\"'",
        "/status, 7.5",
        "/plan, '[]'",
        "/plan/steps/0/phase, '\"LATER\"'",
        "/progress, '{\"cut nic-1\":null}'",
        "/progress, '{\"cut nic-1\":\"HALF\"}'",
        "/openedAt, '\"yesterday\"'",
        "/lease, '{\"owner\":\"w\"}'",
        "/lease, '{\"until\":\"2026-11-22T10:00:00Z\"}'",
        "/outbox, '[{\"detailType\":\"x\"}]'",
        "/outbox, '[null]'",
        "/findingIds, '{}'"
    })
    void readsNoCaseWithAnotherTypeInIt(String where, String what) {
        ObjectNode document = document();
        int end = where.lastIndexOf('/');
        ((ObjectNode) document.at(where.substring(0, end)))
                .set(where.substring(end + 1), Json.read(what, JsonNode.class));

        assertThatThrownBy(() -> Json.read(document.toString(), Case.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysNothingOfTheTextThatItCannotRead() {
        assertThatThrownBy(() -> Json.read("{\"policy\":\"secret", Case.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    private static Case subject() {
        Step step = new Step("cut", "nic-1", Phase.CONTAIN, Json.tree("app"), Json.tree("cut"));
        return Case.open(ID, Case.Status.ACTIVE, "f", new Plan(List.of(step), List.of("dns"), List.of()), null, NOW)
                .withProgress(Map.of(step.key(), Progress.VERIFIED));
    }

    private static ObjectNode document() {
        return (ObjectNode) Json.tree(subject());
    }
}
