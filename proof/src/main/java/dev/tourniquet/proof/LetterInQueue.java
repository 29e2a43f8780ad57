package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.runtime.DeadLetter;
import dev.tourniquet.runtime.DeadLetter.SentAgain;
import dev.tourniquet.runtime.DeadLetterItems;
import dev.tourniquet.runtime.DeadLetterItems.Kept;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The event of a scene as Lambda puts it into the dead-letter queue, and what is on record of it. */
final class LetterInQueue {
    private static final String MESSAGE = "4711";

    private final Scene scene;
    private final Stand stand;
    private final CaseId id;
    private final DeadLetterItems letters;

    LetterInQueue(Scene scene, Stand stand) {
        this.scene = scene;
        this.stand = stand;
        String module = scene.deployed().function().name().substring("tourniquet-".length());
        this.id = DeadLetter.id(module, MESSAGE);
        this.letters = new DeadLetterItems(stand.clients().dynamo(), ledger());
    }

    CaseId id() {
        return id;
    }

    /** Whether the queue may forget it now. */
    boolean deliver() {
        JsonNode kept = stand.invoke(scene.functions().get("tourniquet-dead-letters"), record(), MESSAGE, stand.network)
                .path("batchItemFailures");
        return kept.isArray() && kept.isEmpty();
    }

    /** In the form of Lambda's record of an asynchronous invocation. */
    private String record() {
        String arn = "arn:aws:lambda:%s:%s:function:%s:live"
                .formatted(
                        scene.template().region(),
                        scene.template().account(),
                        scene.deployed().function().name());
        return Json.write(Map.of(
                "requestContext",
                Map.of("functionArn", arn, "condition", "RetriesExhausted", "approximateInvokeCount", 3),
                "requestPayload",
                event()));
    }

    private JsonNode event() {
        return Json.read(scene.event(), JsonNode.class);
    }

    Optional<Kept> onRecord() {
        return letters.find(id);
    }

    /** Who had it handled again, and what came of it; empty where nobody has. */
    Optional<SentAgain> sentAgain() {
        return onRecord().map(kept -> kept.letter().sentAgain());
    }

    /** Whether it is among those that wait for a person, with its event. */
    boolean waits() {
        return StreamSupport.stream(letters.waiting().spliterator(), false)
                .anyMatch(kept -> kept.letter().id().equals(id)
                        && Json.read(kept.event(), JsonNode.class).equals(event()));
    }

    /** How many cases its function has on record; a letter is none. */
    long cases() {
        return stand.clients().dynamo().scan(request -> request.tableName(ledger())).items().stream()
                .map(item -> item.get("pk").s())
                .filter(key -> key.startsWith(id.response() + "/") && !key.equals(id.series()))
                .count();
    }

    private String ledger() {
        return scene.deployed().environment().get("TOURNIQUET_LEDGER");
    }
}
