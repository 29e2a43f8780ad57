package dev.tourniquet.localaws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The grammar's "one or a list". Source: <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of the IAM JSON policy language</a>. */
final class Json {

    private Json() {}

    static List<JsonNode> items(JsonNode oneOrList) {
        return oneOrList.isArray() ? oneOrList.valueStream().toList() : List.of(oneOrList);
    }

    static List<String> strings(JsonNode oneOrList) {
        return items(oneOrList).stream().map(Json::string).toList();
    }

    private static String string(JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new UnsupportedPolicyException("expected a string, found " + value);
        }
        if (value.asText().contains("${")) {
            throw new UnsupportedPolicyException("policy variables are not supported: " + value.asText());
        }
        return value.asText();
    }
}
