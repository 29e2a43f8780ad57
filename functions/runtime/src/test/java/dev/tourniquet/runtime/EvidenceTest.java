package dev.tourniquet.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.evidence.EvidenceStore;
import dev.tourniquet.evidence.EvidenceStore.Kept;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Evidence in the ledger's table, beside the cases and never taken for one. */
final class EvidenceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final CaseId CASE = new CaseId("isolate-instance", "i-0123456789abcdef0", 2);
    private static final String KIND = "console-output";

    private static LocalAws local;
    private static DynamoDbClient dynamo;

    private final EvidenceStore store = new DynamoEvidenceStore(dynamo, FunctionSurroundings.LEDGER);
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

    @Test
    void keepsAPieceWithItsDigest() {
        Kept kept = store.keep(CASE, KIND, "text/plain", "abc".getBytes(UTF_8), NOW);

        assertThat(kept)
                .isEqualTo(new Kept(
                        KIND,
                        "text/plain",
                        3,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        NOW));
        assertThat(store.find(CASE, KIND)).contains(kept);
        assertThat(item("isolate-instance/i-0123456789abcdef0/evidence/console-output")
                        .get("body")
                        .b()
                        .asUtf8String())
                .isEqualTo("abc");
    }

    @Test
    void keepsAPieceThatIsEmpty() {
        assertThat(store.keep(CASE, KIND, "text/plain", new byte[0], NOW).size())
                .isZero();
    }

    @Test
    void neverOverwritesWhatWasTakenFirst() {
        Kept first = store.keep(CASE, KIND, "text/plain", "abc".getBytes(UTF_8), NOW);

        assertThat(store.keep(CASE, KIND, "text/plain", "xyz".getBytes(UTF_8), NOW.plusSeconds(60)))
                .isEqualTo(first);

        assertThat(store.find(CASE, KIND)).contains(first);
        assertThat(store.find(CASE.next(), KIND)).isEmpty();
        assertThat(store.find(CASE, "console-screenshot")).isEmpty();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> store.keep(CASE, KIND, "text/plain", new byte[EvidenceStore.LIMIT + 1], NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.keep(CASE, KIND, "text/plain", new byte[EvidenceStore.LIMIT], NOW)
                        .size())
                .isEqualTo(EvidenceStore.LIMIT);
    }

    @Test
    void isNeverTakenForACase() {
        store.keep(CASE, KIND, "text/plain", "abc".getBytes(UTF_8), NOW);

        assertThat(ledger.latest(CASE.series())).isEmpty();
        assertThat(ledger.find(CASE)).isEmpty();
        // A target that is called as an evidence's partition would be.
        CaseId posing = new CaseId("isolate-instance", "i-0123456789abcdef0/evidence/console-output", 2);
        assertThat(ledger.latest(posing.series())).isEmpty();
        assertThat(ledger.find(posing)).isEmpty();
        assertThat(ledger.unpublished(10)).isEmpty();
    }

    private static Map<String, AttributeValue> item(String partition) {
        return dynamo.getItem(request -> request.tableName(FunctionSurroundings.LEDGER)
                        .key(Map.of(
                                "pk", AttributeValue.fromS(partition),
                                "generation", AttributeValue.fromN("2"))))
                .item();
    }
}
