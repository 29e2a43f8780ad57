package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.proof.Trials.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Faults on the calls by which a dead letter is kept, and on those of the order to handle it again. */
final class RedrivesTest {
    private static final String SENT_AGAIN = "sentAgain";

    @TestFactory
    Stream<DynamicTest> leaveTheLetterWaitingUntilItsTargetIsContained() {
        return DrawnFaults.of("redriven-session", new Redrives(Scenes.scene("redriven-session")));
    }

    /** As if it were put to rest when it is told, before anybody has ordered anything. */
    @Test
    void findALetterThatIsPutToRestBeforeItsTargetIsContained() {
        assertThat(violations((letter, item) -> {
                    if (letter.path("told").asBoolean()) {
                        letter.putObject(SENT_AGAIN)
                                .put("by", Operator.NAME)
                                .put("at", "2026-11-26T03:00:00Z")
                                .putArray("outcomes")
                                .add("CONTAINED revoke-sessions/-/1");
                        item.remove("standing");
                    }
                }))
                .anyMatch(violation -> violation.startsWith("forgotten by the queue: true, and on record is "))
                .anyMatch(violation -> violation.startsWith("at rest, and role "));
    }

    @Test
    void findALetterThatWaitsOnAlthoughItsTargetIsContained() {
        assertThat(violations((letter, item) -> {
                    if (letter.hasNonNull(SENT_AGAIN)) {
                        letter.putNull(SENT_AGAIN);
                        item.put("standing", AttributeValue.fromS("dead-letters/WAITING"));
                        item.put("updatedAt", AttributeValue.fromS("2026-11-26T03:00:00Z"));
                    }
                }))
                .contains("in the end the letter still waits");
    }

    private interface Bug {
        void in(ObjectNode letter, Map<String, AttributeValue> item);
    }

    private static List<String> violations(Bug bug) {
        try (Redrives redrives = new Redrives(Scenes.scene("redriven-session"))) {
            Trial harmless = redrives.all().stream()
                    .filter(trial -> trial.fault() == Fault.THROTTLED_ONCE)
                    .findFirst()
                    .orElseThrow();
            assertThat(redrives.violations(harmless)).isEmpty();
            return redrives.plant(Planted.onRequest(PutItemRequest.class, put -> spoilt(put, bug)))
                    .violations(harmless);
        }
    }

    private static PutItemRequest spoilt(PutItemRequest put, Bug bug) {
        if (!put.item().containsKey("letter")) {
            return put;
        }
        Map<String, AttributeValue> item = new HashMap<>(put.item());
        ObjectNode letter = Json.read(item.get("letter").s(), ObjectNode.class);
        bug.in(letter, item);
        item.put("letter", AttributeValue.fromS(Json.write(letter)));
        return put.toBuilder().item(item).build();
    }
}
