package dev.tourniquet.mutants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The events that mutants are made of. */
final class Repository {
    private static final String EXPECTED = ".expected.json";

    private Repository() {}

    /** Wherever the tests are started. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("events-samples"))) {
            here = here.getParent();
        }
        return here;
    }

    /** The sample events, with what must become of them. */
    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Path file : files(root().resolve("events-samples"))) {
            Path expected = file.resolveSibling(file.getFileName().toString().replace(".json", EXPECTED));
            samples.add(new Sample(name(file), read(file), Optional.of(read(expected))));
        }
        return samples;
    }

    /** Events that other people published, where a copy lies beside the repository; none otherwise. */
    static List<Sample> others() {
        Path corpus = root().resolveSibling("shared").resolve("corpus");
        if (!Files.isDirectory(corpus)) {
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        for (Path file : files(corpus)) {
            try {
                JsonNode event = Json.MAPPER.readTree(Files.readString(file));
                if (event.path("detail-type").asText().matches("GuardDuty Finding|Macie Finding")) {
                    samples.add(new Sample(name(file), asDelivered(event), Optional.empty()));
                }
            } catch (JsonProcessingException e) {
                // Some are malformed on purpose, and there is no tree to change.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return samples;
    }

    /** Most were copied from the API, which names fields in PascalCase, and with an account that is masked. */
    private static JsonNode asDelivered(JsonNode event) {
        ObjectNode delivered = event.deepCopy();
        JsonNode detail = camelCase(event.path("detail"));
        delivered.set("detail", detail);
        if (detail instanceof ObjectNode finding) {
            finding.put("accountId", Answer.ACCOUNT).put("region", Answer.REGION);
        }
        return delivered;
    }

    private static JsonNode camelCase(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode camel = Json.MAPPER.createObjectNode();
                object.properties().forEach(each -> camel.set(camelCase(each.getKey()), camelCase(each.getValue())));
                yield camel;
            }
            case ArrayNode array -> {
                ArrayNode camel = Json.MAPPER.createArrayNode();
                array.forEach(each -> camel.add(camelCase(each)));
                yield camel;
            }
            default -> node;
        };
    }

    private static String camelCase(String key) {
        return key.isEmpty() ? key : key.substring(0, 1).toLowerCase(Locale.ROOT) + key.substring(1);
    }

    static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
