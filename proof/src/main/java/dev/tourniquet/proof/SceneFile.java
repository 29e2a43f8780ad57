package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.proof.Scene.Staged;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A scene as a file describes it: {@code samples}, each a file, or a {@code file} in which to {@code replace} what matches a
 * pattern; {@code functions} without their prefix; and {@code given} in place of what the expectations of the samples say.
 */
public final class SceneFile {
    private SceneFile() {}

    public static Scene read(Path file, Template template) {
        JsonNode described = Json.read(text(file), JsonNode.class);
        List<Staged> staged = described
                .path("samples")
                .valueStream()
                .map(sample -> staged(sample, described.path("given")))
                .toList();
        Stream<String> functions = described.path("functions").valueStream().map(name -> "tourniquet-" + name.asText());
        return Scene.of(staged, functions.toList(), template);
    }

    private static Staged staged(JsonNode sample, JsonNode given) {
        Staged found = Staged.of(Path.of(sample.path("file").asText(sample.asText())));
        return new Staged(
                replaced(found.event(), sample.path("replace")),
                given.isMissingNode() ? found.given() : new Given(given));
    }

    private static ObjectNode replaced(ObjectNode event, JsonNode replacements) {
        String text = event.toPrettyString().replace("\" : ", "\": ");
        for (var replacement : replacements.properties()) {
            text = text.replaceAll(replacement.getKey(), replacement.getValue().asText());
        }
        return Json.read(text, ObjectNode.class);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
