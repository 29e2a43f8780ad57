package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The actions that a role may call: those of the Allow statements in its own policies and in those attached to it. */
final class RoleActions {
    private RoleActions() {}

    /** Sorted, each once. */
    static List<String> of(String role, JsonNode resources, Intrinsics intrinsics) {
        Stream<JsonNode> attached = properties(resources, "AWS::IAM::Policy")
                .map(intrinsics::resolve)
                .filter(policy -> stream(policy.path("Roles"))
                        .anyMatch(name -> name.asText().equals(role)))
                .map(policy -> policy.path("PolicyDocument"));
        Stream<JsonNode> inline = properties(resources, "AWS::IAM::Role")
                .map(intrinsics::resolve)
                .filter(properties -> properties.path("RoleName").asText().equals(role))
                .flatMap(properties -> stream(properties.path("Policies")))
                .map(policy -> policy.path("PolicyDocument"));
        return List.copyOf(new TreeSet<>(Stream.concat(attached, inline)
                .flatMap(document -> listed(document.path("Statement")))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .flatMap(statement -> listed(statement.path("Action")))
                .map(JsonNode::asText)
                .toList()));
    }

    /** The properties of all resources of a type. */
    static Stream<JsonNode> properties(JsonNode resources, String type) {
        return stream(resources)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"));
    }

    private static Stream<JsonNode> listed(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? stream(oneOrMany) : Stream.of(oneOrMany).filter(node -> !node.isMissingNode());
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }
}
