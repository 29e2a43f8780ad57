package dev.tourniquet.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mockito.Mockito;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A local AWS with ledger, topic and secret, a queue that hears the topic, and a stub for what is not emulated. */
final class World implements AutoCloseable {
    static final String WEBHOOK = "https://hooks.slack.com/services/T0001/B0001/s3cr3tT0ken";
    static final String OTHER_WEBHOOK = "https://hooks.slack-gov.com/services/T0001/B0001/an0therT0ken";

    final Map<String, String> environment = new HashMap<>();
    final Stub stub = new Stub();
    final List<ExecutionInterceptor> between = new ArrayList<>();
    private final LocalAws aws = LocalAws.fresh("dynamodb", "sns", "secretsmanager");
    private final SnsClient sns = aws.client(SnsClient.builder());
    private final SqsClient sqs = aws.client(SqsClient.builder());
    private final SecretsManagerClient secrets = aws.client(SecretsManagerClient.builder());
    private final DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
    private String queue = "";
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    void reset() {
        aws.reset();
        stub.reset();
        between.clear();
        log.reset();
        environment.clear();
        environment.putAll(new FunctionSurroundings(aws).make());
        String topic =
                sns.createTopic(request -> request.name("tourniquet-outcomes")).topicArn();
        queue = sqs.createQueue(request -> request.queueName("mail")).queueUrl();
        sns.subscribe(
                request -> request.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:us-east-1:123456789012:mail"));
        String secret = secrets.createSecret(request -> request.name("slack").secretString(WEBHOOK))
                .arn();
        environment.put("TOURNIQUET_TOPIC", topic);
        environment.put("TOURNIQUET_NOTIFY_OUTCOMES", "CONTAINED,PARTIAL,FAILED,REFUSED,AWAITING_APPROVAL,DRY_RUN");
        environment.put("TOURNIQUET_NOTIFY_SEVERITY", "4");
        environment.put("TOURNIQUET_SLACK_SECRET", secret);
        environment.put("TOURNIQUET_SECURITY_HUB", "true");
    }

    /** A new container. */
    NotifyHandler function() {
        PrintStream console = System.out;
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            return new NotifyHandler(
                    Aws.of(environment, Medium.WITHOUT_WAITING.over(stub::over).seenBy(between)));
        } finally {
            System.setOut(console);
        }
    }

    /** @param invocation its id, the same in Lambda's retries */
    JsonNode invoke(NotifyHandler function, String event, String invocation) {
        Context context = Mockito.mock(Context.class);
        Mockito.when(context.getAwsRequestId()).thenReturn(invocation);
        Mockito.when(context.getInvokedFunctionArn())
                .thenReturn("arn:aws:lambda:us-east-1:123456789012:function:tourniquet-notify");
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
            return Json.read(output.toString(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all functions printed. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    void setWebhook(String address) {
        secrets.putSecretValue(request ->
                request.secretId(environment.get("TOURNIQUET_SLACK_SECRET")).secretString(address));
    }

    /** The messages that subscribers got since: Subject, Message, MessageAttributes. */
    List<JsonNode> mails() {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(message -> Json.read(message.body(), JsonNode.class))
                .toList();
    }

    DynamoDbClient dynamo() {
        return dynamo;
    }

    List<Map<String, AttributeValue>> items() {
        return dynamo.scan(request -> request.tableName("tourniquet-ledger")).items();
    }

    @Override
    public void close() {
        stub.close();
        sns.close();
        sqs.close();
        secrets.close();
        dynamo.close();
        aws.close();
    }
}
