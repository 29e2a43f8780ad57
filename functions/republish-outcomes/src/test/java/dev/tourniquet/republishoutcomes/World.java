package dev.tourniquet.republishoutcomes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.DynamoLedger;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A local AWS with a ledger, and a bus whose events end up in a queue. */
final class World implements AutoCloseable {
    final Map<String, String> environment = new HashMap<>();
    private final LocalAws aws = LocalAws.start();
    private final DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
    private final SqsClient sqs = aws.client(SqsClient.builder());
    private String queue = "";

    void reset() {
        aws.reset();
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "AWS_REGION", LocalAws.REGION,
                "AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY,
                "TOURNIQUET_ACCOUNT", LocalAws.ACCOUNT,
                "TOURNIQUET_LEDGER", "tourniquet-ledger",
                "TOURNIQUET_BUS", "tourniquet"));
        createTable();
        createBus();
    }

    /** A new container of the function. */
    RepublishOutcomesHandler function() {
        return new RepublishOutcomesHandler(Aws.of(environment, List.of(), InstantSource.system()));
    }

    DynamoLedger ledger() {
        return new DynamoLedger(dynamo, "tourniquet-ledger");
    }

    /** Takes the events that the bus has delivered since. */
    List<JsonNode> delivered() {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(message -> Json.read(message.body(), JsonNode.class))
                .toList();
    }

    private void createBus() {
        queue = sqs.createQueue(request -> request.queueName("outcomes")).queueUrl();
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        Target target = Target.builder().id("queue").arn(arn).build();
        try (EventBridgeClient events = aws.client(EventBridgeClient.builder())) {
            events.createEventBus(request -> request.name("tourniquet"));
            events.putRule(request ->
                    request.name("outcomes").eventBusName("tourniquet").eventPattern("{\"source\":[\"tourniquet\"]}"));
            events.putTargets(request ->
                    request.rule("outcomes").eventBusName("tourniquet").targets(target));
        }
    }

    private void createTable() {
        dynamo.createTable(request -> request.tableName("tourniquet-ledger")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("pk", ScalarAttributeType.S),
                        attribute("generation", ScalarAttributeType.N),
                        attribute("outbox", ScalarAttributeType.S),
                        attribute("updatedAt", ScalarAttributeType.S))
                .keySchema(key("pk", KeyType.HASH), key("generation", KeyType.RANGE))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("outbox")
                        .keySchema(key("outbox", KeyType.HASH), key("updatedAt", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @Override
    public void close() {
        dynamo.close();
        sqs.close();
        aws.close();
    }
}
