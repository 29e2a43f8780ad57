package dev.tourniquet.runtime;

import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * Dead letters in the ledger's table. Partition key {@code pk}: {@code <module>/dead-letters/<message>}, so that a function reaches
 * its own; sort key {@code generation}: 0. The attribute {@code letter} holds all but the event, {@code event} that one as it was.
 * One that waits has {@code standing} {@code dead-letters/WAITING}, and is found by the index of that name.
 */
public final class DeadLetterItems {
    private static final String WAITING = "dead-letters/WAITING";

    private final DynamoDbClient dynamo;
    private final String table;

    public DeadLetterItems(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** A letter and the event in it. */
    public record Kept(DeadLetter letter, String event) {}

    /** Writes a letter that must not be on record yet; false where it is. */
    public boolean create(DeadLetter letter, String event) {
        return ConditionalPut.write(dynamo, ConditionalPut.ofNew(table, item(letter, event)));
    }

    /** Writes a letter where it stands at the version before; false where somebody else wrote first. */
    public boolean replace(DeadLetter next, String event) {
        Put put = ConditionalPut.over(table, item(next, event), next.version() - 1);
        return ConditionalPut.write(dynamo, put);
    }

    /** The letter of this id. */
    public Optional<Kept> find(CaseId id) {
        return Calls.call(
                        "dynamodb:Query",
                        table,
                        () -> dynamo.query(request -> request.tableName(table)
                                .keyConditionExpression("#pk = :pk AND #g = :g")
                                .expressionAttributeNames(Map.of("#pk", "pk", "#g", "generation"))
                                .expressionAttributeValues(Map.of(
                                        ":pk", AttributeValue.fromS(id.series()), ":g", AttributeValue.fromN("0")))
                                .consistentRead(true)))
                .items()
                .stream()
                .map(DeadLetterItems::read)
                .findFirst();
    }

    /** Those that nobody has sent again, the latest first; read while they are iterated. */
    public Iterable<Kept> waiting() {
        SdkIterable<Map<String, AttributeValue>> items = Calls.call(
                        "dynamodb:Query",
                        table + "/index/standing",
                        () -> dynamo.queryPaginator(request -> request.tableName(table)
                                .indexName("standing")
                                .keyConditionExpression("#s = :s")
                                .expressionAttributeNames(Map.of("#s", "standing"))
                                .expressionAttributeValues(Map.of(":s", AttributeValue.fromS(WAITING)))
                                .scanIndexForward(false)))
                .items();
        return () -> items.stream().map(DeadLetterItems::read).iterator();
    }

    private static Map<String, AttributeValue> item(DeadLetter letter, String event) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS(letter.id().series()));
        item.put("generation", AttributeValue.fromN("0"));
        item.put("version", AttributeValue.fromN(Long.toString(letter.version())));
        item.put("letter", AttributeValue.fromS(Json.write(letter)));
        item.put("event", AttributeValue.fromS(event));
        if (letter.sentAgain() == null) {
            item.put("standing", AttributeValue.fromS(WAITING));
            item.put("updatedAt", AttributeValue.fromS(letter.failedAt().toString()));
        }
        return item;
    }

    private static Kept read(Map<String, AttributeValue> item) {
        return new Kept(Json.read(text(item, "letter"), DeadLetter.class), text(item, "event"));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.s() == null) {
            throw new IllegalArgumentException("the dead letter on record has no " + name);
        }
        return value.s();
    }
}
