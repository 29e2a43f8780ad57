package dev.tourniquet.notify;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Delivery;
import dev.tourniquet.runtime.JsonJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The function {@code tourniquet-notify}, subscribed to the system's own bus. It announces nothing itself, so that no failure of
 * a notification leads to another notification: Lambda tries again, then keeps the event in the dead-letter queue, whose alarm
 * goes to the topic without it.
 */
public final class NotifyHandler implements RequestStreamHandler {
    private final Notifier notifier;

    /** As Lambda starts it. */
    public NotifyHandler() {
        this(Aws.ofProcess());
    }

    /** On the AWS given. */
    public NotifyHandler(Aws aws) {
        NotifyConfig config = NotifyConfig.read(aws.environment());
        DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());
        notifier = new Notifier(
                config.policy(),
                channels(aws, config),
                new Conversations(new DynamoRecords(dynamo, config.ledgerTable()), aws.clock(), aws.pause()),
                new JsonJournal("notify", aws.output(), aws.clock(), aws::calls, aws::throttles));
    }

    private static List<Channel> channels(Aws aws, NotifyConfig config) {
        List<Channel> channels = new ArrayList<>();
        channels.add(new EmailChannel(aws.client(SnsClient.builder()), config.topic()));
        config.slackSecret()
                .ifPresent(secret -> channels.add(new SlackChannel(
                        aws.httpOnce(), new Webhook(aws.client(SecretsManagerClient.builder()), secret))));
        if (config.securityHub()) {
            SecurityHubClient hub = aws.client(
                    SecurityHubClient.builder(),
                    ApacheHttpClient.builder()
                            .connectionTimeout(Duration.ofSeconds(2))
                            .socketTimeout(Duration.ofSeconds(10))
                            .build());
            channels.add(new SecurityHubChannel(hub, config.partition(), config.region(), config.account()));
        }
        return channels;
    }

    /**
     * Tells of one announcement. Answers with what became of it by channel: {@code {"email":"told","slack":"counted"}}.
     *
     * @throws IllegalArgumentException where the event is no announcement
     * @throws NotDelivered where a channel failed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        Delivery delivery = Delivery.of(text, context.getInvokedFunctionArn());
        if (delivery.fault() != null) {
            throw new IllegalArgumentException(delivery.fault());
        }
        Map<String, String> results = notifier.tell(Announcement.read(delivery.event()), context.getAwsRequestId());
        output.write(Json.write(results).getBytes(StandardCharsets.UTF_8));
    }
}
