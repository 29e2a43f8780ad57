package dev.tourniquet.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;

/** The context: handed over by the CDK command line, or read from cdk.json where the app runs without it. */
final class CdkJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CdkJson() {}

    static Map<String, Object> context() {
        try {
            return JSON.convertValue(
                    JSON.readTree(Path.of("cdk.json").toFile()).path("context"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read cdk.json: run from the root of the repository", e);
        }
    }

    /** A context value of the app as JSON, wherever it came from. */
    static @Nullable JsonNode value(App app, String key) {
        Object value = app.getNode().tryGetContext(key);
        return value == null ? null : JSON.valueToTree(value);
    }
}
