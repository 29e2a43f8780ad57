package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads values of a template as a person would: references become the names of what they refer to. */
final class TemplateText {

    /** The property that holds the physical name, by resource type. */
    private static final Map<String, String> NAMES = Map.of(
            "AWS::DynamoDB::Table", "TableName",
            "AWS::Events::EventBus", "Name",
            "AWS::Events::Rule", "Name",
            "AWS::IAM::Role", "RoleName",
            "AWS::Lambda::Function", "FunctionName",
            "AWS::SQS::Queue", "QueueName");

    private final JsonNode resources;
    private final Map<String, String> placeholders;

    /** @param placeholders what to write instead of certain texts */
    TemplateText(JsonNode template, Map<String, String> placeholders) {
        this.resources = template.path("Resources");
        this.placeholders = placeholders;
    }

    /** The properties of all resources of one type, in the order of the template. */
    List<JsonNode> resources(String type) {
        return StreamSupport.stream(resources.spliterator(), false)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** All statements of the policies attached to the role of this name. */
    List<JsonNode> statementsOfRole(String roleName) {
        return resources("AWS::IAM::Policy").stream()
                .filter(policy -> raw(policy.path("Roles").path(0)).equals(roleName))
                .flatMap(policy -> StreamSupport.stream(
                        policy.path("PolicyDocument").path("Statement").spliterator(), false))
                .toList();
    }

    /** A value that may be one text or a list. */
    List<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(this::text)
                        .toList()
                : List.of(text(value));
    }

    String text(JsonNode value) {
        String text = raw(value);
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            text = text.replace(placeholder.getKey(), placeholder.getValue());
        }
        return text;
    }

    private String raw(JsonNode value) {
        if (value.has("Fn::Join")) {
            return StreamSupport.stream(value.path("Fn::Join").path(1).spliterator(), false)
                    .map(this::raw)
                    .collect(Collectors.joining(value.path("Fn::Join").path(0).asText()));
        }
        if (value.has("Fn::GetAtt")) {
            return name(value.path("Fn::GetAtt").path(0).asText());
        }
        return value.has("Ref") ? name(value.path("Ref").asText()) : value.asText();
    }

    private String name(String logicalId) {
        JsonNode resource = resources.path(logicalId);
        String type = resource.path("Type").asText();
        if (type.equals("AWS::Lambda::Alias")) {
            return raw(resource.at("/Properties/FunctionName")) + ":"
                    + resource.at("/Properties/Name").asText();
        }
        if (type.equals("AWS::KMS::Key")) {
            return Names.KEY_ALIAS;
        }
        return resource.path("Properties").path(NAMES.getOrDefault(type, "")).asText(logicalId);
    }
}
