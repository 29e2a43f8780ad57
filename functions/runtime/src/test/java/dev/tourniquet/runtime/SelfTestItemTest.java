package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.control.Switches;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a self-test leaves in the ledger. */
final class SelfTestItemTest {
    private static final String RESPONSE = "revoke-sessions";

    private static LocalAws local;
    private static DynamoDbClient dynamo;

    private final ControlItems items = new ControlItems(dynamo, FunctionSurroundings.LEDGER);

    @BeforeAll
    static void start() {
        local = LocalAws.fresh("dynamodb");
        dynamo = local.client(DynamoDbClient.builder());
    }

    @AfterAll
    static void stop() {
        dynamo.close();
        local.close();
    }

    @BeforeEach
    void makeLedger() {
        local.reset();
        new FunctionSurroundings(local).createLedger();
    }

    @Test
    void isOneItemUnderTheOwnKeysThatIsWrittenOver() {
        assertThat(items.read(RESPONSE)).isEmpty();

        items.write(RESPONSE, "first");
        String first = items.read(RESPONSE).orElseThrow();
        items.write(RESPONSE, "second");

        assertThat(items.read(RESPONSE).orElseThrow()).contains("second").isNotEqualTo(first);
        assertThat(dynamo.scan(request -> request.tableName(FunctionSurroundings.LEDGER))
                        .items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.get("pk").s()).isEqualTo("revoke-sessions/control/self-test");
                    assertThat(item.get("generation").n()).isEqualTo("0");
                    assertThat(item).containsOnlyKeys("pk", "generation", "version", "document");
                });
    }

    @Test
    void isNoCaseToAnybody() {
        items.write(RESPONSE, "{}");

        DynamoLedger ledger = new DynamoLedger(dynamo, FunctionSurroundings.LEDGER);
        assertThat(ledger.unpublished(10)).isEmpty();
        assertThat(Stream.of(Case.Status.values()))
                .allSatisfy(
                        status -> assertThat(ledger.listed(RESPONSE, status)).isEmpty());
        assertThat(new DeadLetterItems(dynamo, FunctionSurroundings.LEDGER).waiting())
                .isEmpty();
        assertThat(items.switches(RESPONSE)).isEqualTo(Switches.NONE);
    }
}
