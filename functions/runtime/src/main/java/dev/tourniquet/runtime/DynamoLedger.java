package dev.tourniquet.runtime;

import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.UnreadableCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The ledger in DynamoDB. Partition key {@code pk}: the series of the case; sort key {@code generation}; the case itself
 * is the JSON text {@code document}. Evidence lies beside the cases, see {@link DynamoEvidenceStore}. {@code outbox} is there
 * only while an announcement waits, and leads to it through the index of that name.
 */
public final class DynamoLedger implements Ledger {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoLedger(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Case> latest(String series) {
        return query("#pk = :pk", Map.of("#pk", "pk"), Map.of(":pk", text(series))).stream()
                .findFirst();
    }

    @Override
    public Optional<Case> find(CaseId id) {
        return query(
                        "#pk = :pk AND #g = :g",
                        Map.of("#pk", "pk", "#g", "generation"),
                        Map.of(":pk", text(id.series()), ":g", number(id.generation())))
                .stream()
                .findFirst();
    }

    @Override
    public boolean create(Case fresh) {
        return put(fresh, request -> request.conditionExpression("attribute_not_exists(pk)"));
    }

    @Override
    public boolean replace(Case next) {
        return put(
                next,
                request -> request.conditionExpression("#v = :before")
                        .expressionAttributeNames(Map.of("#v", "version"))
                        .expressionAttributeValues(Map.of(":before", number(next.version() - 1))));
    }

    @Override
    public List<CaseId> unpublished(int limit) {
        return Calls.call(
                        "dynamodb:Query",
                        table + "/index/outbox",
                        () -> dynamo.query(request -> request.tableName(table)
                                .indexName("outbox")
                                .keyConditionExpression("#o = :pending")
                                .expressionAttributeNames(Map.of("#o", "outbox"))
                                .expressionAttributeValues(Map.of(":pending", text("pending")))
                                .limit(limit)))
                .items()
                .stream()
                .map(DynamoLedger::listed)
                .toList();
    }

    private List<Case> query(String condition, Map<String, String> names, Map<String, AttributeValue> values) {
        return Calls.call(
                        "dynamodb:Query",
                        table,
                        () -> dynamo.query(request -> request.tableName(table)
                                .keyConditionExpression(condition)
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values)
                                .scanIndexForward(false)
                                .limit(1)
                                .consistentRead(true)))
                .items()
                .stream()
                .filter(item -> !DynamoEvidenceStore.isEvidence(item))
                .map(DynamoLedger::read)
                .toList();
    }

    /**
     * Writes under a condition. Where the answer to a write is lost the SDK writes again, and finds the condition broken by
     * its own first try; so a refusal counts only where something else than {@code subject} stands there.
     */
    private boolean put(Case subject, Consumer<PutItemRequest.Builder> condition) {
        Map<String, AttributeValue> item = item(subject);
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        condition.accept(request);
        return Calls.call("dynamodb:PutItem", table, () -> {
            try {
                dynamo.putItem(request.build());
                return true;
            } catch (ConditionalCheckFailedException refused) {
                return refused.hasItem() && item.equals(refused.item());
            }
        });
    }

    private static Map<String, AttributeValue> item(Case subject) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", text(subject.id().series()));
        item.put("generation", number(subject.id().generation()));
        item.put("version", number(subject.version()));
        item.put("status", text(subject.status().name()));
        item.put("updatedAt", text(subject.updatedAt().toString()));
        item.put("document", text(Json.write(subject)));
        if (!subject.outbox().isEmpty()) {
            item.put("outbox", text("pending"));
        }
        return item;
    }

    /** The document says again what the key and the version say: where they differ somebody else wrote one of them. */
    private static Case read(Map<String, AttributeValue> item) {
        String id = item.get("pk").s() + "/" + item.get("generation").n();
        String document = item.containsKey("document") ? item.get("document").s() : null;
        if (document == null) {
            throw new UnreadableCase(id, "it has no document");
        }
        Case found;
        try {
            found = Json.read(document, Case.class);
        } catch (IllegalArgumentException e) {
            throw new UnreadableCase(id, "its document is not one of this version");
        }
        if (!found.id().toString().equals(id)) {
            throw new UnreadableCase(id, "its document is that of another case");
        }
        if (!number(found.version()).equals(item.get("version"))) {
            throw new UnreadableCase(id, "its version is not that of its document");
        }
        return found;
    }

    /** Of whatever form: one that is no case must not keep the others from being told. */
    private static CaseId listed(Map<String, AttributeValue> item) {
        String series = item.get("pk").s();
        String generation = item.get("generation").n();
        try {
            return CaseId.parse(series + "/" + generation);
        } catch (IllegalArgumentException e) {
            return new CaseId("no case", series, 0);
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
