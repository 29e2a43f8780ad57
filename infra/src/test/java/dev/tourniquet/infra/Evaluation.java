package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import java.util.List;
import java.util.Map;

/** What a synthesized role says to a request. */
record Evaluation(ObjectNode policy) {

    static Evaluation of(Template template, String role) {
        TemplateText text = new TemplateText(template.json(), Map.of());
        ObjectNode policy = new ObjectMapper().createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        for (JsonNode statement : template.statements(role)) {
            ObjectNode resolved = statement.deepCopy();
            ArrayNode resources = resolved.putArray("Resource");
            text.texts(statement.path("Resource")).forEach(resources::add);
            statements.add(resolved);
        }
        return new Evaluation(policy);
    }

    Decision of(Request request) {
        return PolicyEvaluator.evaluate(List.of(document()), request);
    }

    Decision of(String action, String resource) {
        return of(Request.of(action, resource));
    }

    /** As IAM counts it: without white space. */
    String document() {
        return policy.toString();
    }
}
