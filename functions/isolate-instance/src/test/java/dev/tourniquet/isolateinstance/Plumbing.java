package dev.tourniquet.isolateinstance;

import dev.tourniquet.localaws.LocalAws;
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
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the function itself needs in its account: ledger, bus, queue and environment. */
final class Plumbing {
    private static final String TABLE = "tourniquet-ledger";

    private final LocalAws aws;
    private final DynamoDbClient dynamo;
    private final EventBridgeClient events;
    private final SqsClient sqs;
    private String queueUrl = "";

    Plumbing(LocalAws aws) {
        this.aws = aws;
        this.dynamo = aws.client(DynamoDbClient.builder());
        this.events = aws.client(EventBridgeClient.builder());
        this.sqs = aws.client(SqsClient.builder());
    }

    void lay() {
        dynamo.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("pk", KeyType.HASH), key("generation", KeyType.RANGE))
                .attributeDefinitions(
                        attribute("pk", ScalarAttributeType.S),
                        attribute("generation", ScalarAttributeType.N),
                        attribute("outbox", ScalarAttributeType.S),
                        attribute("updatedAt", ScalarAttributeType.S))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("outbox")
                        .keySchema(key("outbox", KeyType.HASH), key("updatedAt", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build()));
        events.createEventBus(request -> request.name("tourniquet"));
        queueUrl = sqs.createQueue(request -> request.queueName("tourniquet-dead-letters"))
                .queueUrl();
    }

    /** The variables of the function. */
    Map<String, String> environment(String mode) {
        return Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", aws.endpoint().toString()),
                Map.entry("AWS_REGION", LocalAws.REGION),
                Map.entry("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID),
                Map.entry("AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY),
                Map.entry("TOURNIQUET_ACCOUNT", LocalAws.ACCOUNT),
                Map.entry("TOURNIQUET_MODE", mode),
                Map.entry("TOURNIQUET_LEDGER", TABLE),
                Map.entry("TOURNIQUET_BUS", "tourniquet"),
                Map.entry("TOURNIQUET_DEAD_LETTERS", queueUrl),
                Map.entry("TOURNIQUET_FINDING_TYPES", "Backdoor:EC2/"),
                Map.entry("TOURNIQUET_SEVERITY", "{\"default\":7}"),
                Map.entry("TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt"));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
