package dev.tourniquet.runtime;

import dev.tourniquet.evidence.EvidenceStore;
import dev.tourniquet.ledger.CaseId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Evidence in the ledger's table. Partition key {@code pk}: the series of the case, {@code /evidence/} and the kind, which is
 * the series of no case; sort key {@code generation}: that of the case. It has no {@code outbox}, so the index does not see it.
 */
public final class DynamoEvidenceStore implements EvidenceStore {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoEvidenceStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Kept> find(CaseId id, String kind) {
        return Calls.call(
                        "dynamodb:Query",
                        table,
                        () -> dynamo.query(request -> request.tableName(table)
                                .keyConditionExpression("#pk = :pk AND #g = :g")
                                .projectionExpression("#k, #c, #s, #h, #t")
                                .expressionAttributeNames(Map.of(
                                        "#pk",
                                        "pk",
                                        "#g",
                                        "generation",
                                        "#k",
                                        "kind",
                                        "#c",
                                        "contentType",
                                        "#s",
                                        "size",
                                        "#h",
                                        "sha256",
                                        "#t",
                                        "takenAt"))
                                .expressionAttributeValues(Map.of(":pk", partition(id, kind), ":g", generation(id)))
                                .consistentRead(true)))
                .items()
                .stream()
                .map(DynamoEvidenceStore::read)
                .findFirst();
    }

    @Override
    public Kept keep(CaseId id, String kind, String contentType, byte[] body, Instant taken) {
        if (body.length > LIMIT) {
            throw new IllegalArgumentException(body.length + " bytes are more than " + LIMIT);
        }
        Kept piece = new Kept(kind, contentType, body.length, sha256(body), taken);
        return Calls.call("dynamodb:PutItem", table, () -> {
            try {
                dynamo.putItem(request -> request.tableName(table)
                        .item(item(id, piece, body))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
                return piece;
            } catch (ConditionalCheckFailedException first) {
                return read(first.item());
            }
        });
    }

    private static Map<String, AttributeValue> item(CaseId id, Kept piece, byte[] body) {
        return Map.of(
                "pk", partition(id, piece.kind()),
                "generation", generation(id),
                "kind", AttributeValue.fromS(piece.kind()),
                "contentType", AttributeValue.fromS(piece.contentType()),
                "size", AttributeValue.fromN(Integer.toString(piece.size())),
                "sha256", AttributeValue.fromS(piece.sha256()),
                "takenAt", AttributeValue.fromS(piece.taken().toString()),
                "body", AttributeValue.fromB(SdkBytes.fromByteArray(body)));
    }

    /** Whether an item of the table is evidence, and so no case. */
    static boolean isEvidence(Map<String, AttributeValue> item) {
        return item.containsKey("kind") && item.containsKey("sha256");
    }

    private static Kept read(Map<String, AttributeValue> item) {
        return new Kept(
                attribute(item, "kind", AttributeValue::s),
                attribute(item, "contentType", AttributeValue::s),
                Integer.parseInt(attribute(item, "size", AttributeValue::n)),
                attribute(item, "sha256", AttributeValue::s),
                Instant.parse(attribute(item, "takenAt", AttributeValue::s)));
    }

    private static String attribute(
            Map<String, AttributeValue> item, String name, Function<AttributeValue, @Nullable String> reader) {
        String value = item.containsKey(name) ? reader.apply(item.get(name)) : null;
        if (value == null) {
            throw new IllegalArgumentException("the evidence on record has no " + name);
        }
        return value;
    }

    private static AttributeValue partition(CaseId id, String kind) {
        return AttributeValue.fromS(id.series() + "/evidence/" + kind);
    }

    private static AttributeValue generation(CaseId id) {
        return AttributeValue.fromN(Integer.toString(id.generation()));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
