package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A synthesized template, as the tests ask about it. */
record Template(JsonNode json) {

    /** The properties of all resources of a type. */
    List<JsonNode> all(String type) {
        return resources(type).values().stream()
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** Whole resources by logical id. */
    Map<String, JsonNode> resources(String type) {
        return json.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    JsonNode only(String type) {
        List<JsonNode> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(type + " found " + found.size() + " times");
        }
        return found.getFirst();
    }

    String logicalId(String type, String nameProperty, String name) {
        return resources(type).entrySet().stream()
                .filter(resource -> resource.getValue()
                        .path("Properties")
                        .path(nameProperty)
                        .asText()
                        .equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " " + name));
    }

    JsonNode named(String type, String nameProperty, String name) {
        return json.path("Resources").path(logicalId(type, nameProperty, name)).path("Properties");
    }

    JsonNode function(String module) {
        return named("AWS::Lambda::Function", "FunctionName", Names.function(module));
    }

    JsonNode rule(String name) {
        return named("AWS::Events::Rule", "Name", name);
    }

    /** The statements of a function's or a schedule's role, in the order of the template. */
    List<JsonNode> statements(String name) {
        String role = roleId(name);
        return all("AWS::IAM::Policy").stream()
                .filter(policy -> policy.at("/Roles/0/Ref").asText().equals(role))
                .flatMap(policy -> StreamSupport.stream(
                        policy.at("/PolicyDocument/Statement").spliterator(), false))
                .toList();
    }

    JsonNode statement(String module, String sid) {
        return statements(module).stream()
                .filter(statement -> statement.path("Sid").asText().equals(sid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no statement " + sid + " in the role of " + module));
    }

    /** The logical id of the role whose name is this one followed by a Region. */
    String roleId(String name) {
        return resources("AWS::IAM::Role").entrySet().stream()
                .filter(role -> role.getValue()
                        .at("/Properties/RoleName")
                        .asText()
                        .matches(Pattern.quote(Names.PREFIX + name) + "-[a-z]{2}(-[a-z]+)+-\\d"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no role of " + name));
    }

    static Set<String> texts(JsonNode value) {
        Stream<JsonNode> values = value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
        return values.map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }
}
