package dev.tourniquet.replay.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Stands in for a deployment of the stack: the tables, buses, queues and roles that the functions work with. moto's own
 * CloudFormation gets several of them wrong.
 *
 * <p>A role gets the actions that the template's policies allow it, on every resource and without conditions: moto checks
 * most calls against the resource {@code *} only, and takes a statement for matching whatever its condition says. So a
 * replay shows an action that the role lacks; it does not show a resource or condition that is too narrow.
 */
final class StandIn {
    static final String POLICY = "actions-of-the-template";

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private final Clients clients;

    StandIn(Clients clients) {
        this.clients = clients;
    }

    /** @param functions names of those that will run; the others' roles are not needed */
    void deploy(Template template, Set<String> functions) {
        template.tables().forEach(this::table);
        template.buses().forEach(bus -> clients.events().createEventBus(request -> request.name(bus)));
        template.queues().forEach(queue -> clients.sqs().createQueue(request -> request.queueName(queue)));
        template.functions().stream()
                .filter(function -> functions.contains(function.name()))
                .forEach(function -> clients.iam()
                        .createRole(request -> request.roleName(function.role()).assumeRolePolicyDocument(TRUST)));
    }

    /** Makes what a replay, which makes the roles of the functions that it runs, has left out. */
    void complete(Template template) {
        Set<String> tables = Set.copyOf(clients.dynamo().listTables().tableNames());
        if (!tables.containsAll(template.tables().stream()
                .map(table -> table.path("TableName").asText())
                .toList())) {
            deploy(template, Set.of());
        }
        Set<String> roles = clients.iam().listRolesPaginator().roles().stream()
                .map(Role::roleName)
                .collect(Collectors.toSet());
        template.functions().stream()
                .map(Function::role)
                .filter(role -> !roles.contains(role))
                .distinct()
                .forEach(role -> clients.iam()
                        .createRole(request -> request.roleName(role).assumeRolePolicyDocument(TRUST)));
    }

    /** Gives the role of {@code function} its actions and {@code more}, {@code denied} left out. */
    void permit(Function function, List<String> more, List<String> denied) {
        List<String> actions = new ArrayList<>(function.allowedActions());
        actions.addAll(more);
        actions.removeAll(denied);
        ObjectNode policy = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Effect", "Allow").put("Resource", "*");
        EmulatedActions.of(actions).forEach(statement.withArray("Action")::add);
        clients.iam()
                .putRolePolicy(request ->
                        request.roleName(function.role()).policyName(POLICY).policyDocument(Json.write(policy)));
    }

    private void table(JsonNode properties) {
        CreateTableRequest.Builder table = CreateTableRequest.builder()
                .tableName(properties.path("TableName").asText())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys(properties.path("KeySchema")));
        List<AttributeDefinition> attributes = new ArrayList<>();
        properties
                .path("AttributeDefinitions")
                .forEach(attribute -> attributes.add(AttributeDefinition.builder()
                        .attributeName(attribute.path("AttributeName").asText())
                        .attributeType(attribute.path("AttributeType").asText())
                        .build()));
        List<GlobalSecondaryIndex> indexes = new ArrayList<>();
        properties
                .path("GlobalSecondaryIndexes")
                .forEach(index -> indexes.add(GlobalSecondaryIndex.builder()
                        .indexName(index.path("IndexName").asText())
                        .keySchema(keys(index.path("KeySchema")))
                        .projection(projection -> projection.projectionType(
                                index.path("Projection").path("ProjectionType").asText()))
                        .build()));
        if (!indexes.isEmpty()) {
            table.globalSecondaryIndexes(indexes);
        }
        clients.dynamo().createTable(table.attributeDefinitions(attributes).build());
    }

    private static List<KeySchemaElement> keys(JsonNode schema) {
        List<KeySchemaElement> keys = new ArrayList<>();
        schema.forEach(key -> keys.add(KeySchemaElement.builder()
                .attributeName(key.path("AttributeName").asText())
                .keyType(key.path("KeyType").asText())
                .build()));
        return keys;
    }
}
