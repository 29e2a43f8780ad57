package dev.tourniquet.notify;

import dev.tourniquet.runtime.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * In the ledger's table. Partition key {@code pk}: {@code notify/}, the channel and the conversation, which is the series of no
 * case; sort key {@code generation}: 0. It has no {@code outbox}, so the index does not see it. {@code forgetAfter}, in seconds
 * since 1970, is the table's time to live, which no case carries.
 */
final class DynamoRecords implements Records {
    private static final String GENERATION = "0";

    /** Long after a conversation is quiet; DynamoDB deletes some days later than that. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final DynamoDbClient dynamo;
    private final String table;

    DynamoRecords(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<DeliveryRecord> find(String channel, Grouping grouping) {
        return Calls.call(
                        "dynamodb:Query",
                        table,
                        () -> dynamo.query(request -> request.tableName(table)
                                .keyConditionExpression("#pk = :pk AND #g = :g")
                                .expressionAttributeNames(Map.of("#pk", "pk", "#g", "generation"))
                                .expressionAttributeValues(Map.of(
                                        ":pk", partition(channel, grouping), ":g", AttributeValue.fromN(GENERATION)))
                                .consistentRead(true)))
                .items()
                .stream()
                .map(DynamoRecords::read)
                .findFirst();
    }

    @Override
    public boolean put(String channel, Grouping grouping, DeliveryRecord next) {
        Map<String, AttributeValue> item = item(channel, grouping, next);
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (next.version() == 1) {
            request.conditionExpression("attribute_not_exists(pk)");
        } else {
            request.conditionExpression("#v = :before")
                    .expressionAttributeNames(Map.of("#v", "version"))
                    .expressionAttributeValues(Map.of(":before", number(next.version() - 1)));
        }
        return Calls.call("dynamodb:PutItem", table, () -> {
            try {
                dynamo.putItem(request.build());
                return true;
            } catch (ConditionalCheckFailedException refused) {
                // The SDK writes again where an answer is lost, and then finds its own first try.
                return refused.hasItem() && item.equals(refused.item());
            }
        });
    }

    private static Map<String, AttributeValue> item(String channel, Grouping grouping, DeliveryRecord record) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", partition(channel, grouping));
        item.put("generation", AttributeValue.fromN(GENERATION));
        item.put("version", number(record.version()));
        item.put("announcement", AttributeValue.fromS(record.announcement()));
        item.put("about", AttributeValue.fromS(record.kind()));
        item.put("band", number(record.band()));
        item.put("cameAbout", AttributeValue.fromS(record.time().toString()));
        item.put("state", AttributeValue.fromS(record.state().name()));
        item.put("worker", AttributeValue.fromS(record.worker()));
        item.put("since", AttributeValue.fromS(record.since().toString()));
        item.put("forgetAfter", number(record.since().plus(KEPT).getEpochSecond()));
        if (!record.untold().isEmpty()) {
            item.put(
                    "untold",
                    AttributeValue.fromSs(record.untold().stream().sorted().toList()));
        }
        return item;
    }

    private static DeliveryRecord read(Map<String, AttributeValue> item) {
        return new DeliveryRecord(
                Long.parseLong(item.get("version").n()),
                item.get("announcement").s(),
                item.get("about").s(),
                Integer.parseInt(item.get("band").n()),
                Instant.parse(item.get("cameAbout").s()),
                DeliveryRecord.State.valueOf(item.get("state").s()),
                item.get("worker").s(),
                Instant.parse(item.get("since").s()),
                item.containsKey("untold") ? Set.copyOf(item.get("untold").ss()) : Set.of());
    }

    private static AttributeValue partition(String channel, Grouping grouping) {
        return AttributeValue.fromS("notify/" + channel + "/" + grouping.key());
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
