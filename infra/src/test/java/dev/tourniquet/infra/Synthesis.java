package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;

/** One synthesis of the test configuration, shared by the tests that only read it: it takes seconds. */
final class Synthesis {

    /** Enforces, all responses. */
    static final String VIRGINIA = "Tourniquet-123456789012-us-east-1";

    /** Observes, all responses. */
    static final String IRELAND = "Tourniquet-123456789012-eu-west-1";

    /** Another partition, one response, every optional setting used. */
    static final String BEIJING = "Tourniquet-210987654321-cn-north-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ResponderStack> stacks = new TreeMap<>();
    private final Path assembly;

    Synthesis(Path assembly) {
        this.assembly = assembly;
        Map<String, Object> context = Templates.context();
        context.put("tourniquet", JSON.convertValue(resource("/tourniquet.json"), Map.class));
        App app = Templates.app(assembly, context);
        TourniquetApp.addStacks(app, TourniquetApp.deployments(app))
                .forEach(stack -> stacks.put(stack.getStackName(), stack));
        app.synth();
    }

    static Synthesis shared() {
        return Holder.SHARED;
    }

    /** Synthesizes again, in another JVM, to the directory that the first argument names. */
    public static void main(String[] arguments) {
        new Synthesis(Path.of(arguments[0]));
    }

    ResponderStack stack(String name) {
        return stacks.get(name);
    }

    Stream<ResponderStack> stacks() {
        return stacks.values().stream();
    }

    Template template(String stack) {
        try {
            return new Template(JSON.readTree(text(stack + ".template.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) throws IOException {
        return Files.readString(assembly.resolve(file));
    }

    Stream<Template> templates() {
        return List.of(VIRGINIA, IRELAND, BEIJING).stream().map(this::template);
    }

    private static JsonNode resource(String name) {
        try (InputStream stream = Synthesis.class.getResourceAsStream(name)) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Synthesizes when first asked for. */
    private static final class Holder {

        private static final Synthesis SHARED = new Synthesis(Path.of("infra/target/synthesis"));
    }
}
