package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.engine.Worker;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.DeadLetter.SentAgain;
import dev.tourniquet.runtime.caller.Callers;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Dead letters over the wire: listed while they wait, sent again once. */
final class RedriveTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-isolate-instance";
    private static final Callers CALLERS =
            new Callers(UrlConnectionHttpClient.create(), URI.create("http://localhost:1"), InstantSource.system());
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    private static final CaseId ID = DeadLetter.id("isolate-instance", "4711");
    private static final String FINDING =
            "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"id\":\"f\",\"type\":\"Trojan:EC2/X\",\"severity\":8,"
                    + "\"accountId\":\"123456789012\",\"region\":\"us-east-1\",\"resource\":{\"resourceType\":\"Instance\",\"instanceDetails\":"
                    + "{\"instanceId\":\"i-0123456789abcdef0\"}},\"service\":{\"count\":1,\"archived\":false}}}";

    private static LocalAws local;
    private static DynamoDbClient dynamo;

    private final List<String> handled = new ArrayList<>();
    private DeadLetterItems letters;

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
        letters = new DeadLetterItems(dynamo, FunctionSurroundings.LEDGER);
    }

    private void keep(String event, boolean complete) {
        letters.create(
                new DeadLetter(
                        ID, 1, "tourniquet-isolate-instance", "RetriesExhausted", "denied", complete, NOW, true, null),
                event);
    }

    private ObjectNode redrive(String id) {
        return redrive(id, ARN);
    }

    private ObjectNode redrive(String id, String functionArn) {
        JsonNode command = Json.tree(Map.of("command", "redrive", "letter", id, "requestedBy", "alice"));
        Worker worker = new Worker("request", NOW, NOW.plusSeconds(60), () -> NOW);
        return new Redrive(letters, CALLERS).carryOut(command, functionArn, worker, event -> {
            handled.add(event);
            return Json.read(
                    "{\"results\":[{\"report\":{\"outcome\":\"CONTAINED\",\"caseId\":\"isolate-instance/i-0/1\"}}]}",
                    ObjectNode.class);
        });
    }

    private void isRefused(String id, String message) {
        assertThatThrownBy(() -> redrive(id)).isInstanceOf(CommandRefused.class).hasMessageContaining(message);
        assertThat(handled).isEmpty();
    }

    @Test
    void handlesTheEventAndPutsOnRecordWhoSentItAndWhatCameOfIt() {
        keep(FINDING, true);

        redrive(ID.toString());

        assertThat(handled).containsExactly(FINDING);
        assertThat(letters.find(ID).orElseThrow().letter().sentAgain())
                .isEqualTo(new SentAgain("unproved: alice", NOW, List.of("CONTAINED isolate-instance/i-0/1")));
        assertThat(letters.waiting()).isEmpty();
    }

    /** What it holds may be a record of its own that was sent again by hand, and failed by the alias. */
    @ParameterizedTest
    @ValueSource(strings = {"", ":live"})
    void handlesALetterByTheAliasAsByTheFunctionItself(String qualifier) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.putObject("requestContext").put("functionArn", ARN + ":live");
        record.put("requestPayload", FINDING);
        keep(record.toString(), true);

        redrive(ID.toString(), ARN + qualifier);

        assertThat(handled).containsExactly(record.toString());
    }

    @Test
    void handlesItOnce() {
        keep(FINDING, true);
        redrive(ID.toString());
        handled.clear();

        isRefused(ID.toString(), "by unproved: alice, and came to [CONTAINED isolate-instance/i-0/1]");
    }

    @ParameterizedTest
    @CsvSource({"FAILED, false, 1", "PARTIAL, false, 1", "FAILED, true, 0", "SKIPPED, false, 0"})
    void goesOnWaitingWhereNotAllIsContainedAndNoOtherLetterHasTheEvent(String outcome, boolean kept, int waiting) {
        keep(FINDING, true);
        JsonNode command = Json.tree(Map.of("command", "redrive", "letter", ID.toString()));
        Worker worker = new Worker("request", NOW, NOW.plusSeconds(60), () -> NOW);

        ObjectNode answer = new Redrive(letters, CALLERS).carryOut(command, ARN, worker, _ -> {
            ObjectNode answered = Json.MAPPER.createObjectNode().put("kept", kept);
            answered.putArray("results")
                    .addObject()
                    .putObject("report")
                    .put("outcome", outcome)
                    .put("caseId", "-");
            return answered;
        });

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo(outcome);
        assertThat(letters.waiting()).hasSize(waiting);
    }

    @Test
    void goesOnWaitingWhereHandlingFails() {
        keep(FINDING, true);
        JsonNode command = Json.tree(Map.of("command", "redrive", "letter", ID.toString()));
        Worker worker = new Worker("request", NOW, NOW.plusSeconds(60), () -> NOW);

        assertThatThrownBy(() -> new Redrive(letters, CALLERS).carryOut(command, ARN, worker, _ -> {
                    throw new RetryLater("throttled");
                }))
                .isInstanceOf(RetryLater.class);

        assertThat(letters.waiting()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "isolate-instance/i-0123456789abcdef0/1", "isolate-instance/dead-letters/4712/0"
            })
    void knowsNoOtherLetter(String id) {
        keep(FINDING, true);

        assertThatThrownBy(() -> redrive(id))
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(CommandRefused.Kind.UNKNOWN_CASE));
    }

    @Test
    void refusesWhatIsCutShort() {
        keep(FINDING, false);

        isRefused(ID.toString(), "only the beginning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "{\"command\":\"release\"}",
                "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\"}"
            })
    void refusesWhatWouldOnlyBecomeAnotherDeadLetter(String event) {
        keep(event, true);

        isRefused(ID.toString(), "cannot be handled");
        assertThat(letters.waiting()).hasSize(1);
    }

    /** It may be given again at any time, and a letter of it goes when it passed. */
    @Test
    void handlesASelfTestThatFailed() {
        keep("{\"command\":\"self-test\"}", true);

        redrive(ID.toString());

        assertThat(handled).containsExactly("{\"command\":\"self-test\"}");
        assertThat(letters.waiting()).isEmpty();
    }

    @Test
    void isFoundByNoOneWhoLooksForACase() {
        keep(FINDING, true);

        assertThat(new DynamoLedger(dynamo, FunctionSurroundings.LEDGER).latest("isolate-instance/i-0123456789abcdef0"))
                .isEmpty();
    }
}
