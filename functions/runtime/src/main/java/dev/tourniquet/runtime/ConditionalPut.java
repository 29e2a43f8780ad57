package dev.tourniquet.runtime;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Writes to the ledger's table of which one of two writers learns that it was late. */
final class ConditionalPut {
    private ConditionalPut() {}

    /** Of an item that must not exist yet. */
    static Put ofNew(String table, Map<String, AttributeValue> item) {
        return of(table, item).conditionExpression("attribute_not_exists(pk)").build();
    }

    /** Of an item that must stand at version {@code before}. */
    static Put over(String table, Map<String, AttributeValue> item, long before) {
        return of(table, item)
                .conditionExpression("#v = :before")
                .expressionAttributeNames(Map.of("#v", "version"))
                .expressionAttributeValues(Map.of(":before", AttributeValue.fromN(Long.toString(before))))
                .build();
    }

    /**
     * Writes; false where the condition does not hold. Where the answer to a write is lost the SDK writes again, and finds the
     * condition broken by its own first try; so a refusal counts only where something else stands there.
     */
    static boolean write(DynamoDbClient dynamo, Put put) {
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(put.tableName())
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure());
        if (put.hasExpressionAttributeNames()) {
            request.expressionAttributeNames(put.expressionAttributeNames())
                    .expressionAttributeValues(put.expressionAttributeValues());
        }
        return Calls.call("dynamodb:PutItem", put.tableName(), () -> {
            try {
                dynamo.putItem(request.build());
                return true;
            } catch (ConditionalCheckFailedException refused) {
                return refused.hasItem() && put.item().equals(refused.item());
            }
        });
    }

    private static Put.Builder of(String table, Map<String, AttributeValue> item) {
        return Put.builder()
                .tableName(table)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
}
