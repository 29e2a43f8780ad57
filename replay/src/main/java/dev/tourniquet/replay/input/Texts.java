package dev.tourniquet.replay.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tourniquet.json.Json;
import java.util.function.UnaryOperator;

/** Changes the texts in a JSON tree, and nothing else of it. */
public final class Texts {
    private Texts() {}

    /** A copy of {@code node} whose text values went through {@code change}; field names stay. */
    public static JsonNode map(JsonNode node, UnaryOperator<String> change) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(change.apply(text.textValue()));
            case ArrayNode array -> {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                array.forEach(element -> copy.add(map(element, change)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = Json.MAPPER.createObjectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), map(field.getValue(), change)));
                yield copy;
            }
            default -> node;
        };
    }
}
