package dev.tourniquet.localaws;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
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

/**
 * What a function of Tourniquet finds around it, for its tests: ledger, bus, dead-letter queue, and the environment that
 * leads there. Replay makes the same from the synthesized template.
 */
public final class FunctionSurroundings {
    public static final String LEDGER = "tourniquet-ledger";
    public static final String BUS = "tourniquet";

    private final LocalAws aws;
    private final Region region;

    public FunctionSurroundings(LocalAws aws) {
        this(aws, Region.of(LocalAws.REGION));
    }

    /** In another Region, with a ledger of its own. */
    public FunctionSurroundings(LocalAws aws, Region region) {
        this.aws = aws;
        this.region = region;
    }

    /**
     * Makes ledger, bus and queue in an emptied account.
     *
     * @return the environment of a function that contains, without the variables that differ from function to function:
     *     finding types and severities
     */
    public Map<String, String> make() {
        createLedger();
        try (EventBridgeClient events = aws.client(EventBridgeClient.builder(), region);
                SqsClient sqs = aws.client(SqsClient.builder(), region)) {
            events.createEventBus(request -> request.name(BUS));
            String queue = sqs.createQueue(request -> request.queueName("tourniquet-dead-letters"))
                    .queueUrl();
            Map<String, String> environment = new HashMap<>();
            environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
            environment.put("AWS_REGION", region.id());
            environment.put("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID);
            environment.put("AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY);
            environment.put("TOURNIQUET_ACCOUNT", LocalAws.ACCOUNT);
            environment.put("TOURNIQUET_MODE", "enforce");
            environment.put("TOURNIQUET_LEDGER", LEDGER);
            environment.put("TOURNIQUET_BUS", BUS);
            environment.put("TOURNIQUET_DEAD_LETTERS", queue);
            environment.put("TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt");
            return environment;
        }
    }

    /** Makes the ledger's table and its index. */
    public void createLedger() {
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder(), region)) {
            dynamo.createTable(request -> request.tableName(LEDGER)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key("pk", KeyType.HASH), key("generation", KeyType.RANGE))
                    .attributeDefinitions(
                            attribute("pk", ScalarAttributeType.S),
                            attribute("generation", ScalarAttributeType.N),
                            attribute("outbox", ScalarAttributeType.S),
                            attribute("standing", ScalarAttributeType.S),
                            attribute("updatedAt", ScalarAttributeType.S))
                    .globalSecondaryIndexes(index("outbox"), index("standing")));
        }
    }

    private static GlobalSecondaryIndex index(String attribute) {
        return GlobalSecondaryIndex.builder()
                .indexName(attribute)
                .keySchema(key(attribute, KeyType.HASH), key("updatedAt", KeyType.RANGE))
                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                .build();
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
