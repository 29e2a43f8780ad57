package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.engine.Engine;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.engine.SelfTestFailed;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.StepAction;
import dev.tourniquet.runtime.caller.Callers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class EventEntryTest {
    private static LocalAws local;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);
    private Planning planning = new Planning.NothingToDo("gone");
    private Runnable asks = () -> {};
    private SqsClient sqs;
    private DynamoDbClient dynamo;
    private String queue;
    private EventEntry entry;

    @BeforeAll
    static void start() {
        local = LocalAws.fresh("dynamodb");
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void wire() {
        local.reset();
        Map<String, String> environment = new FunctionSurroundings(local).make();
        environment.put("TOURNIQUET_FINDING_TYPES", "Trojan:EC2/");
        environment.put("TOURNIQUET_SEVERITY", "{\"default\":7}");
        Aws aws = Aws.of(environment, Medium.WITHOUT_WAITING);
        sqs = aws.client(SqsClient.builder());
        dynamo = aws.client(DynamoDbClient.builder());
        queue = environment.get("TOURNIQUET_DEAD_LETTERS");
        when(context.getAwsRequestId()).thenReturn("request-1");
        when(context.getInvokedFunctionArn()).thenReturn("arn:aws:lambda:us-east-1:123456789012:function:f");
        when(context.getRemainingTimeInMillis()).thenReturn(60_000);
        FunctionConfig config = FunctionConfig.read(aws.environment());
        JsonJournal journal = new JsonJournal(
                "isolate-instance", new PrintStream(log, true, StandardCharsets.UTF_8), aws.clock(), aws::calls);
        Engine engine = Engine.of(
                new Planned(),
                config.controls(),
                new Engine.Ports(
                        new DynamoLedger(dynamo, config.ledgerTable()),
                        new ControlItems(dynamo, config.ledgerTable()),
                        announcement -> {},
                        journal,
                        pause -> {},
                        aws.watch(),
                        new ControlItems(dynamo, config.ledgerTable())));
        Callers callers = new Callers(aws.http(), aws.sts(), aws.clock());
        Redrive redrive = new Redrive(new DeadLetterItems(dynamo, config.ledgerTable()), callers);
        entry = new EventEntry(
                engine, new Commands(engine, callers), new DeadLetters(sqs, queue), redrive, journal, aws.clock());
    }

    @Test
    void answersAFindingWithAResultAndLogsItWithMetrics() throws IOException {
        JsonNode answer = handle(finding());

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(answer.at("/results/0").propertyStream().map(Map.Entry::getKey))
                .containsExactly("plan", "report");
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().path("FindingsSeen").asInt()).isEqualTo(1);
        JsonNode outcome = lines.get(1);
        assertThat(outcome.path("Outcome_NOTHING_TO_DO").asInt()).isEqualTo(1);
        assertThat(lines.get(2).path("FindingsSettled").asInt()).isEqualTo(1);
        JsonNode directive = outcome.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.path("Namespace").asText()).isEqualTo("Tourniquet");
        directive
                .path("Metrics")
                .forEach(metric -> assertThat(
                                outcome.path(metric.path("Name").asText()).isNumber())
                        .as(metric.toString())
                        .isTrue());
        directive
                .at("/Dimensions/0")
                .forEach(name ->
                        assertThat(outcome.path(name.asText()).isTextual()).isTrue());
    }

    /** The parser's message quotes the name, which alone is more than a message of the queue may hold. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsAnEventWithALongNameThatStandsInItTwice() throws IOException {
        String name = "\u00e9".repeat(49_000);

        JsonNode answer = handle("{\"" + name + "\":1,\"" + name + "\":2}");

        assertThat(answer.path("malformed").asText()).contains("Duplicate").hasSizeLessThan(400);
        assertThat(log.toString(StandardCharsets.UTF_8)).hasSizeLessThan(2_500);
        assertThat(sqs.receiveMessage(request -> request.queueUrl(queue)).messages())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON at all",
                "{\"source\":\"aws.guardduty\"",
                "[]",
                "[{\"source\":\"aws.guardduty\"}]",
                "null",
                "",
                "{}",
                "\"text\"",
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"{}\",\"eventSource\":\"aws:sqs\"}]}",
                "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:g\"},\"requestPayload\":{}}",
                "{\"requestContext\":{\"condition\":\"RetriesExhausted\"}}",
                "{\"a\":1,\"a\":2}",
                "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"id\":\"x\"}}"
            })
    void keepsAMalformedEventOnceAndDoesNotAskForItAgain(String event) throws IOException {
        JsonNode answer = handle(event);

        assertThat(answer.path("malformed").asText()).isNotBlank();
        List<Message> kept = sqs.receiveMessage(
                        request -> request.queueUrl(queue).maxNumberOfMessages(10))
                .messages();
        assertThat(kept).hasSize(1);
        JsonNode letter = Json.read(kept.getFirst().body(), JsonNode.class);
        assertThat(letter.path("requestPayload").asText()).isEqualTo(event);
        assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("Malformed");
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("outcome").asText()).isEqualTo("MALFORMED");
            assertThat(line.path("reason").asText())
                    .isEqualTo(answer.path("malformed").asText());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\uffff", "\ud83d\ude00", "\"", "\u0001"})
    void keepsTheBeginningOfAMalformedEventThatDoesNotFitIntoAMessage(String character) throws IOException {
        handle("not JSON " + character.repeat(400_000));

        Message kept = sqs.receiveMessage(request -> request.queueUrl(queue))
                .messages()
                .getFirst();
        assertThat(kept.body().length()).isLessThan(256 * 1024);
        assertThat(kept.body()).matches("\\p{ASCII}*");
        assertThat(Json.read(kept.body(), JsonNode.class).path("requestPayload").asText())
                .startsWith("not JSON ");
    }

    /** What an operator has in hand who sends a dead letter again. */
    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST", ""})
    void answersAFindingOutOfADeadLetter(String functionArn) throws IOException {
        ObjectNode record = Json.MAPPER.createObjectNode();
        ObjectNode around = record.putObject("requestContext").put("condition", "RetriesExhausted");
        if (!functionArn.isEmpty()) {
            around.put("functionArn", functionArn);
        }
        record.set("requestPayload", Json.read(finding(), JsonNode.class));

        assertThat(handle(record.toString()).at("/results/0/report/outcome").asText())
                .isEqualTo("NOTHING_TO_DO");
        assertThat(kept()).isEmpty();
    }

    @Test
    void keepsOfADeadLetterThatIsMalformedTheInnermostOnly() throws IOException {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.putObject("requestContext").put("condition", "Malformed");
        record.put("requestPayload", "not JSON");

        assertThat(handle(record.toString()).path("malformed").asText()).contains("not JSON");
        assertThat(kept())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.path("requestPayload").asText()).isEqualTo("not JSON"));
    }

    @Test
    void answersAFindingOfAQuarterOfAMegabyte() throws IOException {
        String large =
                finding().replace("\"id\":\"f\"", "\"id\":\"f\",\"description\":\"" + "x".repeat(250_000) + "\"");

        assertThat(handle(large).at("/results/0/report/outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(log.size()).isLessThan(10_000);
    }

    /** Nothing is written over the item, nothing is changed, and no retry is asked for. */
    @Test
    void keepsAnEventOnceWhoseCaseCannotBeReadAndSaysWhatToDo() throws IOException {
        Map<String, AttributeValue> torn = Map.of(
                "pk", AttributeValue.fromS("isolate-instance/i-0123456789abcdef0"),
                "generation", AttributeValue.fromN("1"),
                "version", AttributeValue.fromN("1"),
                "document", AttributeValue.fromS("{\"id\":{\"resp"));
        dynamo.putItem(request -> request.tableName(FunctionSurroundings.LEDGER).item(torn));

        JsonNode report = handle(finding()).at("/results/0/report");

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(report.at("/nextSteps/1").asText()).contains("Do not delete");
        assertThat(kept()).singleElement().satisfies(letter -> {
            assertThat(letter.path("requestPayload").asText()).isEqualTo(finding());
            assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("UnreadableCase");
            assertThat(letter.at("/responsePayload/reason").asText()).contains("cannot be read");
        });
        assertThat(dynamo.scan(request -> request.tableName(FunctionSurroundings.LEDGER))
                        .items())
                .containsExactly(torn);
        assertThat(handle(
                                "{\"command\":\"release\",\"caseId\":\"isolate-instance/i-0123456789abcdef0/1\",\"reason\":\"x\"}")
                        .path("refused")
                        .asText())
                .contains("cannot be read", "Do not delete");
    }

    @Test
    void throwsWhatNobodyKept() {
        sqs.deleteQueue(request -> request.queueUrl(queue));

        assertThatThrownBy(() -> handle("not JSON"))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("sqs:SendMessage");
    }

    @Test
    void ignoresAnEventThatIsNoFinding() throws IOException {
        JsonNode answer = handle(
                "{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 Instance State-change Notification\",\"detail\":{}}");

        assertThat(answer.path("ignored").asText()).contains("no finding");
    }

    @Test
    void letsWhatAnotherDeliveryMayMendLeaveTheFunction() {
        planning = null;

        assertThatThrownBy(() -> handle(finding())).isInstanceOf(RetryLater.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"release\"}",
                "{\"command\":\"release\",\"caseId\":\"isolate-instance/i-1/1\",\"reason\":\" \"}",
                "{\"command\":\"release\",\"caseId\":\"isolate-instance/i-1/1\",\"reason\":\"x\"}",
                "{\"command\":\"approve\",\"caseId\":\"isolate-instance/i-1/1\",\"plan\":\"x\",\"requestedBy\":\"alice\"}",
                "{\"command\":\"redrive\",\"letter\":\"isolate-instance/dead-letters/1/0\",\"signature\":{}}",
                "{\"command\":\"launch-missiles\"}"
            })
    void refusesACommandWithASentence(String command) throws IOException {
        assertThat(handle(command).path("refused").asText()).contains(" ");
    }

    @Test
    void answersASelfTestAndCountsItOnlyWhereItPassed() throws IOException {
        assertThatThrownBy(() -> handle("{\"command\":\"self-test\"}"))
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining("asked AWS nothing");
        assertThat(lines()).isEmpty();
        asks = () -> sqs.listQueues();

        JsonNode passed = handle("{\"command\":\"self-test\"}").path("selfTest");

        assertThat(passed.path("passed").asBoolean()).isTrue();
        assertThat(passed.at("/reads/0").asText()).isEqualTo("sqs:ListQueues");
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("SelfTests").asInt()).isEqualTo(1);
            assertThat(line.path("Response").asText()).isEqualTo("isolate-instance");
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asText())
                    .isEqualTo("SelfTests");
            assertThat(line.path("selfTest")).isEqualTo(passed);
        });
    }

    @Test
    void takesAnEventWithACommandInItForAnEvent() throws IOException {
        String disguised = "{\"command\":\"release\",\"source\":\"aws.ec2\",\"detail-type\":\"x\",\"detail\":{}}";

        assertThat(handle(disguised).has("ignored")).isTrue();
    }

    private JsonNode handle(String event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, context);
        return Json.read(out.toString(StandardCharsets.UTF_8), JsonNode.class);
    }

    private List<JsonNode> kept() {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(message -> Json.read(message.body(), JsonNode.class))
                .toList();
    }

    private List<JsonNode> lines() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    private static String finding() {
        return """
                {"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"id":"f","type":"Trojan:EC2/DropPoint",
                 "accountId":"123456789012","region":"us-east-1","severity":8,"resource":{"resourceType":"Instance",
                 "instanceDetails":{"instanceId":"i-0123456789abcdef0"}},"service":{"resourceRole":"ACTOR","archived":false}}}""";
    }

    private final class Planned implements Response {
        @Override
        public String name() {
            return "isolate-instance";
        }

        @Override
        public boolean covers(Target target) {
            return target instanceof Target.Instance;
        }

        @Override
        public Target canary(String nonce) {
            return new Target.Instance("i-00000000000000000", false);
        }

        @Override
        public Thresholds thresholds(Target target) {
            return Thresholds.of(7);
        }

        @Override
        public Planning plan(Finding finding, Target target) {
            asks.run();
            if (planning == null) {
                throw new CallFailed("ec2:DescribeInstances", "i-1", "Throttled", CallFailed.Kind.RETRYABLE, null);
            }
            return planning;
        }

        @Override
        public StepAction action(String name) {
            throw new IllegalArgumentException(name);
        }
    }
}
