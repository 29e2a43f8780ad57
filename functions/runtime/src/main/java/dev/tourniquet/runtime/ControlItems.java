package dev.tourniquet.runtime;

import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Tally;
import dev.tourniquet.engine.Slate;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * Switches, tallies and the last self-test in the ledger's table. Partition key {@code pk}: {@code <response>/control/switches},
 * {@code <response>/control/tally/<scope>} and {@code <response>/control/self-test}, so that a response reaches its own only; sort key {@code generation}: 0, which no case
 * has; {@code version}; and the JSON text {@code document}.
 */
public final class ControlItems implements Switchboard, Slate {
    private final DynamoDbClient dynamo;
    private final String table;

    public ControlItems(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Switches switches(String response) {
        return find(switchesKey(response), Switches.class).orElse(Switches.NONE);
    }

    @Override
    public boolean replace(String response, Switches next) {
        return ConditionalPut.write(dynamo, put(switchesKey(response), next.version(), next));
    }

    /** What was counted in {@code scope} lately. */
    Tally tally(String scope) {
        return find(tallyKey(scope), Tally.class).orElseGet(() -> Tally.of(scope));
    }

    /** Writes {@code next} where its scope stands at the version before. */
    boolean replace(Tally next) {
        return ConditionalPut.write(dynamo, put(next));
    }

    /** The write of a tally, as part of a transaction. */
    Put put(Tally next) {
        return put(tallyKey(next.scope()), next.version(), next);
    }

    @Override
    public Optional<String> read(String response) {
        return items(selfTestKey(response)).stream()
                .map(item -> String.valueOf(item.get("document")))
                .findFirst();
    }

    /** Whoever writes last is right: nothing is counted or switched here. */
    @Override
    public void write(String response, String text) {
        Calls.call(
                "dynamodb:PutItem",
                table,
                () -> dynamo.putItem(request -> request.tableName(table)
                        .item(Map.of(
                                "pk", AttributeValue.fromS(selfTestKey(response)),
                                "generation", AttributeValue.fromN("0"),
                                "version", AttributeValue.fromN("1"),
                                "document", AttributeValue.fromS(text)))));
    }

    private List<Map<String, AttributeValue>> items(String key) {
        return Calls.call(
                        "dynamodb:Query",
                        table,
                        () -> dynamo.query(request -> request.tableName(table)
                                .keyConditionExpression("#pk = :pk AND #g = :g")
                                .expressionAttributeNames(Map.of("#pk", "pk", "#g", "generation"))
                                .expressionAttributeValues(
                                        Map.of(":pk", AttributeValue.fromS(key), ":g", AttributeValue.fromN("0")))
                                .consistentRead(true)))
                .items();
    }

    private <T> Optional<T> find(String key, Class<T> type) {
        List<Map<String, AttributeValue>> items = items(key);
        try {
            return items.stream()
                    .map(item -> Json.read(item.get("document").s(), type))
                    .findFirst();
        } catch (IllegalArgumentException | NullPointerException unreadable) {
            // Whoever wrote it: without it nobody knows what is allowed, so nothing is contained until a person has
            // looked.
            throw new CallFailed("dynamodb:Query", table, "not understood", CallFailed.Kind.REJECTED, unreadable)
                    .explained(
                            ": the item " + key + " is not one of this version",
                            "Look at the item " + key + " in the ledger's table; delete it to begin anew.");
        }
    }

    private Put put(String key, long version, Object document) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS(key));
        item.put("generation", AttributeValue.fromN("0"));
        item.put("version", AttributeValue.fromN(Long.toString(version)));
        item.put("document", AttributeValue.fromS(Json.write(document)));
        return version == 1 ? ConditionalPut.ofNew(table, item) : ConditionalPut.over(table, item, version - 1);
    }

    private static String switchesKey(String response) {
        return response + "/control/switches";
    }

    private static String selfTestKey(String response) {
        return response + "/control/self-test";
    }

    /** A scope begins with its response. */
    private static String tallyKey(String scope) {
        int end = scope.indexOf('/');
        String response = end < 0 ? scope : scope.substring(0, end);
        return response + "/control/tally/" + scope;
    }
}
