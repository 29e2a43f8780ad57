package dev.tourniquet.mutants;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A node and where it stands.
 *
 * @param parent the object or array that holds it
 * @param key its name, or its index
 */
record Place(JsonNode parent, String key, JsonNode node) {

    /** What stands at {@code pointer} in {@code event}; empty where an earlier mutation left nothing there. */
    static Optional<Place> at(JsonNode event, String pointer) {
        JsonPointer compiled = JsonPointer.compile(pointer);
        JsonNode parent = event.at(compiled.head());
        JsonNode node = event.at(compiled);
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Place(parent, compiled.last().getMatchingProperty(), node));
    }

    void set(JsonNode value) {
        switch (parent) {
            case ObjectNode object -> object.set(key, value);
            case ArrayNode array -> array.set(Integer.parseInt(key), value);
            default -> throw new IllegalStateException("holds nothing");
        }
    }

    void remove() {
        switch (parent) {
            case ObjectNode object -> object.remove(key);
            case ArrayNode array -> array.remove(Integer.parseInt(key));
            default -> throw new IllegalStateException("holds nothing");
        }
    }

    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Whether a change at one of the two can change what stands at the other. */
    static boolean touch(String one, String other) {
        return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
    }
}
