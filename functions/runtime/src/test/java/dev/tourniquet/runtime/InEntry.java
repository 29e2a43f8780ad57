package dev.tourniquet.runtime;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.engine.Engine;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An entry over a response that plans what a test says, with a ledger and a queue of dead letters in the emulator. */
abstract class InEntry {
    private static LocalAws local;

    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Context context = mock(Context.class);

    @Nullable
    Planning planning = new Planning.NothingToDo("gone");

    Runnable asks = () -> {};
    SqsClient sqs;
    DynamoDbClient dynamo;
    String queue;
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

    final JsonNode handle(String event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, context);
        return Json.read(out.toString(StandardCharsets.UTF_8), JsonNode.class);
    }

    final List<JsonNode> kept() {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(message -> Json.read(message.body(), JsonNode.class))
                .toList();
    }

    final List<JsonNode> lines() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    static String finding() {
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
