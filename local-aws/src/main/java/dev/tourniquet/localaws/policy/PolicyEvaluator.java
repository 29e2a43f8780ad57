package dev.tourniquet.localaws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * Evaluates the identity-based policies of one caller: an explicit deny overrides any allow, and what no statement allows is denied. Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy evaluation logic</a>.
 * Boundaries, service and resource control policies, session policies and resource-based policies are not part of it.
 */
public final class PolicyEvaluator {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyEvaluator() {}

    /**
     * What these policies together say to the request.
     *
     * @param documents policy documents as JSON text
     * @throws UnsupportedPolicyException where a document is malformed or uses what the evaluator does not know
     */
    public static Decision evaluate(List<String> documents, Request request) {
        return evaluateParsed(documents.stream().map(PolicyEvaluator::parse).toList(), request);
    }

    /** As {@link #evaluate}, for documents that are parsed already. */
    public static Decision evaluateParsed(List<JsonNode> documents, Request request) {
        // All statements are read to the end, so that an unsupported one is never hidden behind an earlier match.
        List<Statement> matching = documents.stream()
                .flatMap(document -> Json.items(document.path("Statement")).stream())
                .map(Statement::new)
                .filter(statement -> statement.matches(request))
                .toList();
        if (matching.stream().anyMatch(Statement::denies)) {
            return Decision.EXPLICIT_DENY;
        }
        return matching.isEmpty() ? Decision.IMPLICIT_DENY : Decision.ALLOWED;
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new UnsupportedPolicyException("not JSON: " + document, e);
        }
    }
}
