package dev.tourniquet.runtime;

import dev.tourniquet.localaws.LocalAws;
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

/** A function's view of the local AWS, and the table that infra would have made. */
final class LocalFunctionAws {
    static final String TABLE = "tourniquet-ledger";

    private LocalFunctionAws() {}

    static Map<String, String> environment(LocalAws aws) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_REGION", LocalAws.REGION);
        variables.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        variables.put("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY);
        variables.put("TOURNIQUET_ACCOUNT", LocalAws.ACCOUNT);
        variables.put("TOURNIQUET_MODE", "enforce");
        variables.put("TOURNIQUET_LEDGER", TABLE);
        variables.put("TOURNIQUET_BUS", "tourniquet");
        variables.put("TOURNIQUET_DEAD_LETTERS", aws.endpoint() + "/" + LocalAws.ACCOUNT + "/tourniquet-dead-letters");
        variables.put("TOURNIQUET_FINDING_TYPES", "Trojan:EC2/");
        variables.put("TOURNIQUET_SEVERITY", "{\"default\":7}");
        variables.put("TOURNIQUET_EXEMPTION_TAG", "tourniquet:exempt");
        return variables;
    }

    static Aws aws(LocalAws aws) {
        return Aws.of(environment(aws), List.of(), InstantSource.system());
    }

    static void createTable(DynamoDbClient dynamo) {
        dynamo.createTable(request -> request.tableName(TABLE)
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
}
