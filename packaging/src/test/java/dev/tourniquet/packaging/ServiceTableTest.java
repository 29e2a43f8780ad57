package dev.tourniquet.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a table and clients built like the SDK's. */
final class ServiceTableTest {
    private static final String REGIONS = "software.amazon.awssdk.regions.";
    private static final String PROVIDER = REGIONS + "GeneratedServiceMetadataProvider";

    @TempDir
    Path root;

    private final Map<String, String> sources = new HashMap<>();

    @BeforeEach
    void writeSources() {
        for (String service : List.of("Acm", "Iam", "Sqs")) {
            sources.put(
                    REGIONS + service, "package software.amazon.awssdk.regions; public final class " + service + " {}");
        }
        sources.put(
                REGIONS + "Table",
                "package software.amazon.awssdk.regions; public final class Table {"
                        + " private final java.util.Map<String, Object> all = new java.util.TreeMap<>();"
                        + " public Table put(String name, Object service) { all.put(name, service); return this; }"
                        + " public java.util.Map<String, Object> build() { return all; } }");
        table("new Table().put(\"acm\", new Acm()).put(\"iam\", new Iam()).put(\"sqs\", new Sqs()).build()");
        sources.put(
                "lib.BaseClientBuilder",
                "package lib; public abstract class BaseClientBuilder { protected abstract String serviceEndpointPrefix(); }");
        client("\"iam\"");
    }

    private void table(String table) {
        sources.put(
                PROVIDER,
                "package software.amazon.awssdk.regions; public final class GeneratedServiceMetadataProvider {"
                        + " public static final java.util.Map<String, Object> ALL = " + table + "; }");
    }

    private void client(String name) {
        sources.put(
                "lib.DefaultIamBaseClientBuilder",
                "package lib; public class DefaultIamBaseClientBuilder extends BaseClientBuilder {"
                        + " protected String serviceEndpointPrefix() { return " + name + "; } }");
    }

    private Path reduce() throws IOException {
        Path whole = Sources.jar(root.resolve("whole.jar"), List.of(), sources, Map.of());
        Path reduced = root.resolve("reduced.jar");
        Copy.of(whole, reduced, Deflater.NO_COMPRESSION, ServiceTable.of(List.of(whole))::reduce);
        return reduced;
    }

    @Test
    void leavesTheServicesThatAClientAsksFor() throws Exception {
        URL[] jars = {reduce().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Map<?, ?> left =
                    (Map<?, ?>) loader.loadClass(PROVIDER).getField("ALL").get(null);

            assertThat(left).hasSize(1);
            assertThat(left.get("iam")).isInstanceOf(loader.loadClass(REGIONS + "Iam"));
        }
    }

    @Test
    void refusesATableOfAnotherKind() {
        table("new Table().put(\"acm\", new Acm().toString()).put(\"iam\", new Iam()).build()");

        assertThatIllegalStateException()
                .isThrownBy(this::reduce)
                .withMessageContaining("GeneratedServiceMetadataProvider")
                .withMessageContaining("ServiceTable");
    }

    @Test
    void refusesAClientThatAsksByMoreThanAName() {
        client("System.getProperty(\"service\")");

        assertThatIllegalStateException()
                .isThrownBy(this::reduce)
                .withMessageContaining("lib/DefaultIamBaseClientBuilder.serviceEndpointPrefix gives more than a name");
    }
}
