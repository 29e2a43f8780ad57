package dev.tourniquet.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** Lets the own alarms publish to the topic. The notifier's role says that it may, too. */
final class TopicPolicy {

    private TopicPolicy() {}

    static List<PolicyStatement> statements(Place place) {
        return List.of(publish(
                "AlarmsMayPublish",
                "cloudwatch.amazonaws.com",
                place,
                Map.of(
                        "ArnLike", Map.of("aws:SourceArn", place.arn("cloudwatch", "alarm:" + Names.PREFIX + "*")),
                        "StringEquals", Map.of("aws:SourceAccount", place.account()))));
    }

    private static PolicyStatement publish(
            String sid, String service, Place place, Map<String, Map<String, String>> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("sns:Publish"))
                .resources(List.of(place.arn("sns", Names.TOPIC)))
                .conditions(new TreeMap<>(conditions))
                .build();
    }
}
