package dev.tourniquet.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * Lets the AWS services between the parts use the key. A service that may not is silent: EventBridge drops the dead
 * letter and the alarm never rings, so each is named here and in a test.
 */
final class KeyPolicy {

    private static final String TOPIC_CONTEXT = "kms:EncryptionContext:aws:sns:topicArn";

    private KeyPolicy() {}

    static List<PolicyStatement> statements(Place place) {
        String topic = place.arn("sns", Names.TOPIC);
        return List.of(
                // Rules of both buses: rule/tourniquet-... and rule/tourniquet/...
                use(
                        "RulesMaySendDeadLetters",
                        "events.amazonaws.com",
                        Map.of("ArnLike", Map.of("aws:SourceArn", place.arn("events", "rule/" + Names.BUS + "*")))),
                // What SNS passes on is the topic itself, as encryption context.
                use(
                        "AlarmsMayNotify",
                        "cloudwatch.amazonaws.com",
                        Map.of("StringEquals", Map.of(TOPIC_CONTEXT, topic))),
                PolicyStatement.Builder.create()
                        .sid("LogsMayEncrypt")
                        .principals(List.of(new ServicePrincipal(place.regional("logs"))))
                        .actions(List.of(
                                "kms:Decrypt",
                                "kms:DescribeKey",
                                "kms:Encrypt",
                                "kms:GenerateDataKey",
                                "kms:GenerateDataKeyWithoutPlaintext",
                                "kms:ReEncryptFrom",
                                "kms:ReEncryptTo"))
                        .resources(List.of("*"))
                        .conditions(Map.of(
                                "ArnLike",
                                Map.of(
                                        "kms:EncryptionContext:aws:logs:arn",
                                        place.arn("logs", "log-group:/aws/lambda/" + Names.PREFIX + "*"))))
                        .build());
    }

    /** In a key policy the resource {@code *} means this key. */
    private static PolicyStatement use(String sid, String service, Map<String, Map<String, String>> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(new TreeMap<>(conditions))
                .build();
    }
}
