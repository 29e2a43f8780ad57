package dev.tourniquet.deadletters;

import static org.mockito.Mockito.mock;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.DeadLetterItems;
import dev.tourniquet.runtime.Medium;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
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
    private final Wire wire = new Wire();
    private String queue = "";

    void reset() {
        aws.reset();
        fail("", 0, false);
        environment.putAll(new FunctionSurroundings(aws).make());
        subscribe();
    }

    /** What a new container of the function answers; the ids of the messages that the queue has to keep. */
    List<String> sort(SQSMessage... messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(messages == null ? null : List.of(messages));
        return new DeadLettersHandler(Aws.of(environment, Medium.WITHOUT_WAITING.seenBy(List.of(wire))))
                .handleRequest(event, mock(Context.class)).getBatchItemFailures().stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .toList();
    }

    DeadLetterItems letters() {
        return new DeadLetterItems(dynamo, "tourniquet-ledger");
    }

    /** Makes the {@code number}th call of {@code operation} from now on fail; before or after it has its effect. */
    void fail(String operation, int number, boolean afterwards) {
        wire.operation = operation;
        wire.left = number;
        wire.afterwards = afterwards;
    }

    /** Stands in the way of one call. */
    private static final class Wire implements ExecutionInterceptor {
        private String operation = "";
        private int left;
        private boolean afterwards;

        @Override
        public void beforeExecution(BeforeExecution context, ExecutionAttributes attributes) {
            if (isIt(attributes) && !afterwards && --left == 0) {
                throw refused();
            }
        }

        @Override
        public void afterExecution(AfterExecution context, ExecutionAttributes attributes) {
            if (isIt(attributes) && afterwards && --left == 0) {
                throw refused();
            }
        }

        private boolean isIt(ExecutionAttributes attributes) {
            return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME).equals(operation);
        }

        private static AwsServiceException refused() {
            return DynamoDbException.builder()
                    .statusCode(403)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .build())
                    .build();
        }
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
