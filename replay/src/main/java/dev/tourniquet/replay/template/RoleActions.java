package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a role may do by its own policies and those attached to it. */
final class RoleActions {
    private RoleActions() {}

    /** The actions of the Allow statements, sorted, each once. */
    static List<String> of(String role, JsonNode resources, Intrinsics intrinsics) {
        return List.copyOf(new TreeSet<>(documents(role, resources, intrinsics)
                .flatMap(document -> listed(document.path("Statement")))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .flatMap(statement -> listed(statement.path("Action")))
                .map(JsonNode::asText)
                .toList()));
    }

    /** The policy documents. */
    static Stream<JsonNode> documents(String role, JsonNode resources, Intrinsics intrinsics) {
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
        return Stream.concat(attached, inline);
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
