package dev.tourniquet.replay.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is so in the account before the event, beyond what the finding says; see events-samples/README.md.
 *
 * @param node the {@code given} object of an expectation
 */
public record Given(JsonNode node) {
    /** Nothing but what the finding says. */
    public static final Given NOTHING = new Given(Json.MAPPER.createObjectNode());

    private static final Map<String, Set<String>> KEYS = Map.of(
            "given", Set.of("instance", "role", "bucket", "buckets", "account", "denied", "after", "mode"),
            "instance",
                    Set.of(
                            "state",
                            "autoScalingGroup",
                            "targetGroups",
                            "ipv6",
                            "exempt",
                            "volumes",
                            "quarantineGroup",
                            "terminationProtected"),
            "role", Set.of("path", "missing", "recreated", "exempt"),
            "bucket", Set.of("region", "missing", "exempt", "block", "publicPolicy", "publicAcl"),
            "account", Set.of("block"));

    /** About the instance. */
    public JsonNode instance() {
        return node.path("instance");
    }

    /** About the role. */
    public JsonNode role() {
        return node.path("role");
    }

    /** About the bucket of this name. */
    public JsonNode bucket(String name) {
        JsonNode byName = node.path("buckets").path(name);
        return byName.isMissingNode() ? node.path("bucket") : byName;
    }

    /** The account-level block: absent where nothing is said. */
    public Optional<JsonNode> accountBlock() {
        return Optional.of(node.path("account").path("block")).filter(block -> !block.isMissingNode());
    }

    /** IAM actions that the function's role lacks. */
    public List<String> denied() {
        return texts("denied");
    }

    /** Files beside this one that are played first in the same world. */
    public List<String> after() {
        return texts("after");
    }

    /** The mode of the functions, where it is not the template's. */
    public Optional<String> mode() {
        return Optional.ofNullable(node.path("mode").textValue());
    }

    /** Keys that mean nothing, as paths: a misspelt one would make another world than was meant. */
    public List<String> unknownKeys() {
        List<String> unknown = new ArrayList<>();
        check(node, "given", unknown);
        for (String part : List.of("instance", "role", "bucket", "account")) {
            check(node.path(part), part, unknown);
        }
        node.path("buckets").forEach(bucket -> check(bucket, "bucket", unknown));
        return unknown;
    }

    private static void check(JsonNode part, String name, List<String> unknown) {
        part.fieldNames().forEachRemaining(key -> {
            if (!KEYS.getOrDefault(name, Set.of()).contains(key)) {
                unknown.add(name + "." + key);
            }
        });
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
