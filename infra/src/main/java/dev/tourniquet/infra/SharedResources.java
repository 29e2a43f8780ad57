package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Settings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** Creates what all functions share: key, ledger, dead-letter queue, bus and topic. */
final class SharedResources {

    private SharedResources() {}

    static Shared create(Construct scope, Place place, Settings settings) {
        Key key = key(scope, place);
        EventBus bus = EventBus.Builder.create(scope, "Bus")
                .eventBusName(Names.BUS)
                .description("Outcomes of Tourniquet's containments")
                .build();
        return new Shared(key, ledger(scope, key), deadLetters(scope, key), bus, topic(scope, place, key, settings));
    }

    /** Retained like the ledger: without the key nobody could read it. */
    private static Key key(Construct scope, Place place) {
        Key key = Key.Builder.create(scope, "Key")
                .alias(Names.KEY_ALIAS)
                .description("Tourniquet: ledger, dead letters, notifications and logs")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        KeyPolicy.statements(place).forEach(key::addToResourcePolicy);
        return key;
    }

    /** Holds what every containment changed, so it outlives the stack: deleting the stack must not delete the way back. */
    private static Table ledger(Construct scope, Key key) {
        Table ledger = Table.Builder.create(scope, "Ledger")
                .tableName(Names.LEDGER)
                .partitionKey(attribute("pk", AttributeType.STRING))
                .sortKey(attribute("generation", AttributeType.NUMBER))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.CUSTOMER_MANAGED)
                .encryptionKey(key)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                // Of what was told to whom, which nobody needs after a month. Cases have no such attribute, and stay.
                .timeToLiveAttribute(Names.FORGET_AFTER)
                .build();
        ledger.addGlobalSecondaryIndex(index(Names.OUTBOX_INDEX));
        ledger.addGlobalSecondaryIndex(index(Names.STANDING_INDEX));
        return ledger;
    }

    /** Holds the items that have the attribute of its name. */
    private static GlobalSecondaryIndexProps index(String attribute) {
        return GlobalSecondaryIndexProps.builder()
                .indexName(attribute)
                .partitionKey(attribute(attribute, AttributeType.STRING))
                .sortKey(attribute("updatedAt", AttributeType.STRING))
                .projectionType(ProjectionType.ALL)
                .build();
    }

    private static Attribute attribute(String name, AttributeType type) {
        return Attribute.builder().name(name).type(type).build();
    }

    private static Queue deadLetters(Construct scope, Key key) {
        Queue queue = Queue.Builder.create(scope, "DeadLetters")
                .queueName(Names.DEAD_LETTERS)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .enforceSsl(true)
                // The longest that SQS keeps a message: a finding waits here where it cannot be put on record.
                .retentionPeriod(Duration.days(14))
                .visibilityTimeout(Duration.seconds(6 * ResponderFunction.TIMEOUT_SECONDS))
                .build();
        NagSuppressions.addResourceSuppressions(
                queue,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-SQS3")
                        .reason(
                                "This is the dead-letter queue: what its function cannot put on record stays here, and rings")
                        .build()));
        return queue;
    }

    private static Topic topic(Construct scope, Place place, Key key, Settings settings) {
        Topic topic = Topic.Builder.create(scope, "Topic")
                .topicName(Names.TOPIC)
                .displayName("Tourniquet")
                .masterKey(key)
                .enforceSsl(true)
                .build();
        TopicPolicy.statements(place).forEach(topic::addToResourcePolicy);
        String address = settings.notificationAddress();
        if (address != null) {
            topic.addSubscription(new EmailSubscription(address));
        }
        return topic;
    }
}
