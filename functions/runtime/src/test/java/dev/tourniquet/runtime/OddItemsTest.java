package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.Plan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of the ledger's table that this version has not written, or not like that. */
final class OddItemsTest {
    private static final CaseId ID = new CaseId("isolate-instance", "i-0123456789abcdef0", 1);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static LocalAws local;
    private static DynamoDbClient dynamo;

    private final DynamoLedger ledger = new DynamoLedger(dynamo, FunctionSurroundings.LEDGER);

    @BeforeAll
    static void start() {
        local = LocalAws.fresh("dynamodb");
        dynamo = local.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void makeTable() {
        local.reset();
        new FunctionSurroundings(local).createLedger();
    }

    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    enum Oddity {
        NO_DOCUMENT("it has no document", item -> item.remove("document")),
        DOCUMENT_OF_ANOTHER_TYPE("it has no document", item -> item.put("document", AttributeValue.fromN("1"))),
        TORN_DOCUMENT("its document is not one of this version", item -> document(item, text -> text.substring(0, 40))),
        EMPTY_DOCUMENT("its document is not one of this version", item -> document(item, text -> "")),
        LIST_AS_DOCUMENT("its document is not one of this version", item -> document(item, text -> "[]")),
        NULL_AS_DOCUMENT("its document is not one of this version", item -> document(item, text -> "null")),
        NO_STATUS("its document is not one of this version", item -> without(item, "status")),
        NO_PLAN("its document is not one of this version", item -> without(item, "plan")),
        LATER_STATUS(
                "its document is not one of this version",
                item -> document(item, text -> text.replace("ACTIVE", "QUARANTINED_ON_MARS"))),
        ANOTHER_CASE(
                "its document is that of another case",
                item -> document(item, text -> text.replace("i-0123456789abcdef0", "i-0fedcba9876543210"))),
        ANOTHER_GENERATION(
                "its document is that of another case",
                item -> document(item, text -> text.replace("\"generation\":1", "\"generation\":2"))),
        NO_VERSION("its version is not that of its document", item -> item.remove("version")),
        VERSION_THAT_IS_NO_NUMBER(
                "its version is not that of its document", item -> item.put("version", AttributeValue.fromS("1"))),
        ANOTHER_VERSION(
                "its version is not that of its document", item -> item.put("version", AttributeValue.fromN("7")));

        private final String why;
        private final Consumer<Map<String, AttributeValue>> change;

        Oddity(String why, Consumer<Map<String, AttributeValue>> change) {
            this.why = why;
            this.change = change;
        }

        private static void document(Map<String, AttributeValue> item, UnaryOperator<String> change) {
            item.put(
                    "document",
                    AttributeValue.fromS(change.apply(item.get("document").s())));
        }

        private static void without(Map<String, AttributeValue> item, String field) {
            document(item, text -> {
                ObjectNode document = Json.read(text, ObjectNode.class);
                document.remove(field);
                return document.toString();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNoCaseAndTheReasonNamesItAndNothingOfItsContent(Oddity oddity) {
        write(oddity);

        for (var read : List.<ThrowingCallable>of(() -> ledger.find(ID), () -> ledger.latest(ID.series()))) {
            assertThatThrownBy(read)
                    .isInstanceOf(UnreadableCase.class)
                    .hasMessage("case " + ID + " is on record and cannot be read: " + oddity.why);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotWrittenOver(Oddity oddity) {
        Map<String, AttributeValue> odd = write(oddity);

        assertThat(ledger.create(opened())).isFalse();
        assertThat(item()).isEqualTo(odd);
    }

    @Test
    void isReadWhereALaterVersionOnlyAddedToIt() {
        Map<String, AttributeValue> item = write(null);
        item.put("addedLater", AttributeValue.fromBool(true));
        item.put("document", AttributeValue.fromS(item.get("document").s().replaceFirst("\\{", "{\"addedLater\":1,")));
        dynamo.putItem(request -> request.tableName(FunctionSurroundings.LEDGER).item(item));

        assertThat(ledger.find(ID)).contains(opened());
    }

    /** An item with a key of no case, which says that it has something to tell. */
    @Test
    void keepsNoOtherCaseFromBeingListed() {
        for (String key : List.of("garbage", "/", "a/b\u001b[2J")) {
            dynamo.putItem(request -> request.tableName(FunctionSurroundings.LEDGER)
                    .item(Map.of(
                            "pk", AttributeValue.fromS(key),
                            "generation", AttributeValue.fromN("-1"),
                            "outbox", AttributeValue.fromS("pending"),
                            "updatedAt", AttributeValue.fromS("2020-01-01T00:00:00Z"))));
        }
        Case telling = opened().settled(new Announcement(Announcement.OUTCOME, Json.tree("x")));
        ledger.create(telling);

        List<CaseId> listed = ledger.unpublished(10);

        assertThat(listed).hasSize(4).contains(ID);
        assertThat(listed.stream().filter(id -> !id.equals(ID)))
                .allSatisfy(id -> assertThat(ledger.find(id)).isEmpty());
    }

    @Test
    void isNoEvidenceWhereItLacksWhatEvidenceHas() {
        dynamo.putItem(request -> request.tableName(FunctionSurroundings.LEDGER)
                .item(Map.of(
                        "pk", AttributeValue.fromS(ID.series() + "/evidence/console-output"),
                        "generation", AttributeValue.fromN("1"),
                        "kind", AttributeValue.fromS("console-output"))));
        DynamoEvidenceStore store = new DynamoEvidenceStore(dynamo, FunctionSurroundings.LEDGER);

        assertThatThrownBy(() -> store.find(ID, "console-output"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the evidence on record has no");
        assertThatThrownBy(() -> store.keep(ID, "console-output", "text/plain", new byte[1], NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Map<String, AttributeValue> write(@Nullable Oddity oddity) {
        ledger.create(opened());
        Map<String, AttributeValue> item = new HashMap<>(item());
        if (oddity != null) {
            oddity.change.accept(item);
            dynamo.putItem(
                    request -> request.tableName(FunctionSurroundings.LEDGER).item(item));
        }
        return item;
    }

    private static Map<String, AttributeValue> item() {
        return dynamo.getItem(request -> request.tableName(FunctionSurroundings.LEDGER)
                        .key(Map.of("pk", AttributeValue.fromS(ID.series()), "generation", AttributeValue.fromN("1"))))
                .item();
    }

    private static Case opened() {
        return Case.open(ID, Case.Status.ACTIVE, "finding-1", Plan.EMPTY, null, NOW);
    }
}
