package dev.tourniquet.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;

/** Events in the true shape, small enough to see what a test changes. */
final class Events {
    private Events() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ObjectNode guardDuty(String type, String resource, String service) {
        ObjectNode event = json("{'version':'0','source':'aws.guardduty','detail-type':'GuardDuty Finding',"
                + "'account':'123456789012','region':'us-east-1'}");
        ObjectNode detail = event.putObject("detail");
        detail.put("id", "f-1")
                .put("type", type)
                .put("accountId", "123456789012")
                .put("severity", 8.0);
        detail.put("region", "us-east-1").put("title", "A title").put("updatedAt", "2026-11-01T10:00:00.000Z");
        detail.set("resource", json(resource));
        detail.set("service", json(service));
        return event;
    }

    static ObjectNode instance(String type, String role) {
        return guardDuty(
                type,
                "{'resourceType':'Instance','instanceDetails':{'instanceId':'i-0123456789abcdef0'}}",
                "{'resourceRole':'" + role + "','archived':false,'count':3,'eventLastSeen':'2026-11-01T09:59:00Z'}");
    }

    static ObjectNode accessKey(String type, String details) {
        return guardDuty(
                type,
                "{'resourceType':'AccessKey','accessKeyDetails':" + details + "}",
                "{'resourceRole':'TARGET','archived':false,'count':1}");
    }

    static ObjectNode macie(String type, int score) {
        ObjectNode event = json("{'source':'aws.macie','detail-type':'Macie Finding'}");
        event.set(
                "detail",
                json("{'id':'m-1','type':'" + type + "','accountId':'123456789012','region':'us-east-1',"
                        + "'severity':{'score':" + score + ",'description':'x'},'category':'POLICY','count':1,"
                        + "'sample':false,'archived':false,'updatedAt':'2026-11-01T10:00:00Z',"
                        + "'resourcesAffected':{'s3Bucket':{'name':'example-logs'},'s3Object':null}}"));
        return event;
    }

    static Finding finding(JsonNode event) {
        return (Finding) FindingReader.read(event);
    }
}
