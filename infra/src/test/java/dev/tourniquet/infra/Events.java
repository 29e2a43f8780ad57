package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import software.amazon.event.ruler.Ruler;

/** Events as they come over the default bus, and what EventBridge's own engine makes of them. */
final class Events {

    static final String OWN = "123456789012";

    private Events() {}

    /** The names of the rules of the default bus that an event matches. */
    static List<String> rulesFor(Template template, String event) {
        List<String> matched = new ArrayList<>();
        for (JsonNode rule : template.all("AWS::Events::Rule")) {
            if (rule.has("EventPattern") && !rule.has("EventBusName") && matches(event, rule.path("EventPattern"))) {
                matched.add(rule.path("Name").asText());
            }
        }
        return matched;
    }

    private static boolean matches(String event, JsonNode pattern) {
        try {
            return Ruler.matchesRule(event, pattern.toString());
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String guardDuty(String type, String severity) {
        return """
                {"version":"0","id":"c8c4daa7","detail-type":"GuardDuty Finding","source":"aws.guardduty",
                 "account":"123456789012","time":"2026-05-01T10:00:00Z","region":"us-east-1","resources":[],
                 "detail":{"schemaVersion":"2.0","accountId":"123456789012","region":"us-east-1","type":"%s",
                 "severity":%s,"service":{"archived":false,"count":1}}}
                """.formatted(type, severity);
    }

    static String macie(String type, String account, int score) {
        return """
                {"version":"0","id":"0948ba87","detail-type":"Macie Finding","source":"aws.macie",
                 "account":"123456789012","time":"2026-05-01T10:00:00Z","region":"us-east-1","resources":[],
                 "detail":{"schemaVersion":"1.0","accountId":"%s","region":"us-east-1","type":"%s",
                 "severity":{"score":%d,"description":"High"},"archived":false,"sample":false}}
                """.formatted(account, type, score);
    }
}
