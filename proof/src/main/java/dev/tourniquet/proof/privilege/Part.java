package dev.tourniquet.proof.privilege;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The smallest part of a role: one action of a statement on one of its resources.
 *
 * @param policy with this part alone, and the statement's conditions
 */
record Part(String action, String resource, JsonNode policy) {
    /** The parts of a statement that allows. */
    static Stream<Part> of(JsonNode statement) {
        return texts(statement.path("Action"))
                .flatMap(
                        action -> texts(statement.path("Resource")).map(resource -> part(statement, action, resource)));
    }

    private static Part part(JsonNode statement, String action, String resource) {
        ObjectNode alone = statement.deepCopy();
        alone.put("Action", action).put("Resource", resource);
        ObjectNode policy = Json.MAPPER.createObjectNode();
        policy.putArray("Statement").add(alone);
        return new Part(action, resource, policy);
    }

    /** Whether it allows one of these. */
    boolean isUsedBy(Collection<Request> requests) {
        return requests.stream()
                .anyMatch(request ->
                        PolicyEvaluator.evaluateParsed(List.of(policy), request).isAllowed());
    }

    static Stream<String> texts(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream().map(JsonNode::asText) : Stream.of(oneOrMany.asText());
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
