package dev.tourniquet.replay.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What must become of an event, from the file {@code <name>.expected.json} beside {@code <name>.json}; its form is
 * described in events-samples/README.md.
 *
 * @param node the whole object
 */
public record Expectation(JsonNode node) {
    /** What the names of these files end in. */
    public static final String SUFFIX = ".expected.json";

    /**
     * The expectation beside {@code event}.
     *
     * @throws IllegalArgumentException where there is one that cannot be read
     */
    public static Optional<Expectation> beside(Path event) {
        String name = event.getFileName().toString();
        Path file = event.resolveSibling(name.replaceFirst("\\.json$", "") + SUFFIX);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(file.toFile());
            if (!node.isObject()) {
                throw new IllegalArgumentException(file + " is not a JSON object");
            }
            return Optional.of(new Expectation(node));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " is not an expectation: " + e.getMessage(), e);
        }
    }

    /** The world before the event. */
    public Given given() {
        return node.path("given").isObject() ? new Given(node.path("given")) : Given.NOTHING;
    }
}
