package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** As in DynamoDB, of several conditional writes at once one succeeds. */
final class ConditionalWriteTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 25;

    @Test
    void letsOneOfSeveralAtOnceSucceed() throws Exception {
        try (LocalAws aws = LocalAws.fresh("dynamodb");
                DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            dynamo.createTable(request -> request.tableName("ledger")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build()));

            for (int round = 0; round < ROUNDS; round++) {
                String key = "case " + round;
                Callable<Integer> write = () -> create(dynamo, key);
                assertThat(sum(writers.invokeAll(
                                IntStream.range(0, WRITERS).mapToObj(_ -> write).toList())))
                        .as(key)
                        .isEqualTo(1);
            }
        }
    }

    private static int create(DynamoDbClient dynamo, String key) {
        try {
            dynamo.putItem(request -> request.tableName("ledger")
                    .item(Map.of(
                            "pk", AttributeValue.fromS(key), "document", AttributeValue.fromS("x".repeat(100_000))))
                    .conditionExpression("attribute_not_exists(pk)"));
            return 1;
        } catch (ConditionalCheckFailedException _) {
            return 0;
        }
    }

    private static int sum(List<Future<Integer>> written) throws ExecutionException, InterruptedException {
        int sum = 0;
        for (Future<Integer> each : written) {
            sum += each.get();
        }
        return sum;
    }
}
