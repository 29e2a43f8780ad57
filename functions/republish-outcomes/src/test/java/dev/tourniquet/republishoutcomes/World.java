package dev.tourniquet.republishoutcomes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.ControlItems;
import dev.tourniquet.runtime.DynamoLedger;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A local AWS with a ledger, and a bus whose events end up in a queue. */
final class World implements AutoCloseable {
    final Map<String, String> environment = new HashMap<>();
    private final LocalAws aws = LocalAws.fresh("dynamodb", "events", "sqs");
    private final DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
    private final SqsClient sqs = aws.client(SqsClient.builder());
    private String queue = "";

    void reset() {
        aws.reset();
        environment.putAll(new FunctionSurroundings(aws).make());
        subscribe();
    }

    /** A new container of the function. */
    RepublishOutcomesHandler function() {
        return new RepublishOutcomesHandler(Aws.of(environment, Medium.WITHOUT_WAITING));
    }

    DynamoLedger ledger() {
        return new DynamoLedger(dynamo, "tourniquet-ledger");
    }

    ControlItems switchboard() {
        return new ControlItems(dynamo, "tourniquet-ledger");
    }

    /** Puts something else in the place of what is switched. */
    void spoilSwitches(String response) {
        dynamo.putItem(request -> request.tableName("tourniquet-ledger")
                .item(Map.of(
                        "pk", AttributeValue.fromS(response + "/control/switches"),
                        "generation", AttributeValue.fromN("0"),
                        "document", AttributeValue.fromS("{"))));
    }

    /** What is logged while {@code work} is done. */
    List<JsonNode> log(Runnable work) {
        PrintStream console = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(console);
        }
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    /** Takes the events that the bus has delivered since. */
    List<JsonNode> delivered() {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(message -> Json.read(message.body(), JsonNode.class))
                .toList();
    }

    private void subscribe() {
        queue = sqs.createQueue(request -> request.queueName("outcomes")).queueUrl();
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        Target target = Target.builder().id("queue").arn(arn).build();
        try (EventBridgeClient events = aws.client(EventBridgeClient.builder())) {
            events.putRule(request ->
                    request.name("outcomes").eventBusName("tourniquet").eventPattern("{\"source\":[\"tourniquet\"]}"));
            events.putTargets(request ->
                    request.rule("outcomes").eventBusName("tourniquet").targets(target));
        }
    }

    @Override
    public void close() {
        dynamo.close();
        sqs.close();
        aws.close();
    }
}
