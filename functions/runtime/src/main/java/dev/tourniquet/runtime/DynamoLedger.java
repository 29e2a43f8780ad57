package dev.tourniquet.runtime;

import dev.tourniquet.control.Tally;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.ledger.UnreadableCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * The ledger in DynamoDB. Partition key {@code pk}: the series of the case; sort key {@code generation}; the case itself
 * is the JSON text {@code document}. Evidence lies beside the cases, see {@link DynamoEvidenceStore}. {@code outbox} is there
 * only while an announcement waits, and leads to it through the index of that name.
 */
public final class DynamoLedger implements Ledger {
    private final DynamoDbClient dynamo;
    private final String table;
    private final ControlItems controls;

    public DynamoLedger(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.controls = new ControlItems(dynamo, table);
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
        return ConditionalPut.write(dynamo, ConditionalPut.ofNew(table, item(fresh)));
    }

    @Override
    public boolean replace(Case next) {
        return ConditionalPut.write(dynamo, ConditionalPut.over(table, item(next), next.version() - 1));
    }

    @Override
    public Written write(Case next, boolean fresh, List<Tally> counted) {
        if (counted.isEmpty()) {
            return (fresh ? create(next) : replace(next)) ? Written.DONE : Written.CASE_CHANGED;
        }
        Put subject = fresh
                ? ConditionalPut.ofNew(table, item(next))
                : ConditionalPut.over(table, item(next), next.version() - 1);
        return new OpeningTransaction(dynamo, table)
                .write(subject, counted.stream().map(controls::put).toList());
    }

    @Override
    public Tally tally(String scope) {
        return controls.tally(scope);
    }

    @Override
    public boolean replace(Tally next) {
        return controls.replace(next);
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

    @Override
    public Iterable<Case> listed(String response, Case.Status status) {
        SdkIterable<Map<String, AttributeValue>> items = Calls.call(
                        "dynamodb:Query",
                        table + "/index/standing",
                        () -> dynamo.queryPaginator(request -> request.tableName(table)
                                .indexName("standing")
                                .keyConditionExpression("#s = :s")
                                .expressionAttributeNames(Map.of("#s", "standing"))
                                .expressionAttributeValues(Map.of(":s", text(standing(response, status))))
                                .scanIndexForward(false)))
                .items();
        return () -> items.stream().map(DynamoLedger::read).iterator();
    }

    private static String standing(String response, Case.Status status) {
        return response + "/" + status;
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

    private static Map<String, AttributeValue> item(Case subject) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", text(subject.id().series()));
        item.put("generation", number(subject.id().generation()));
        item.put("version", number(subject.version()));
        item.put("status", text(subject.status().name()));
        item.put("standing", text(standing(subject.id().response(), subject.status())));
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
