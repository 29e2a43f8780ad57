package dev.tourniquet.replay.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is so in the account before the event, beyond what the finding says; see events-samples/README.md.
 *
 * @param node the {@code given} object of an expectation
 */
public record Given(JsonNode node) {
    /** Nothing but what the finding says. */
    public static final Given NOTHING = new Given(Json.MAPPER.createObjectNode());

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

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
