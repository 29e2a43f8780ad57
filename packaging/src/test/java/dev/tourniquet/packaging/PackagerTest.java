package dev.tourniquet.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On two small functions that share a library built like the SDK. */
final class PackagerTest {
    private static final String HANDLER = "package dev.tourniquet.one; public final class Handler {"
            + " public static String handle() { return new lib.Client().list(new lib.ListRequest.BuilderImpl()).name(); } }";
    private static final Map<String, String> LIBRARY = Map.of(
            "lib.Request",
            "package lib; public abstract class Request { public abstract String name();"
                    + " public interface Builder { Builder overrideConfiguration(String to); Request build(); } }",
            "lib.ListRequest",
            request("ListRequest"),
            "lib.DeleteRequest",
            request("DeleteRequest"),
            "lib.Client",
            "package lib; public class Client {"
                    + " public Request list(Request.Builder builder) { return builder.overrideConfiguration(\"x\").build(); }"
                    + " public Request delete() { return new DeleteRequest.BuilderImpl().build(); } }",
            "lib.Colour",
            "package lib; public enum Colour { RED }");

    @TempDir
    Path root;

    private Path functions;
    private Path library;

    private static String request(String name) {
        return "package lib; public class " + name + " extends Request { public String name() { return \"" + name
                + "\"; } public interface Builder extends Request.Builder { Builder overrideConfiguration(String to); }"
                + " public static class BuilderImpl implements Builder {"
                + " public Builder overrideConfiguration(String to) { return this; }"
                + " public Request build() { return new " + name + "(); } } }";
    }

    @BeforeEach
    void build() throws IOException {
        functions = root.resolve("functions");
        library = Sources.jar(
                functions.resolve("one/target/whole/library-1.0.jar"),
                List.of(),
                LIBRARY,
                Map.of(
                        "META-INF/LICENSE.txt",
                        "may be used",
                        "META-INF/versions/25/lib/Client.class",
                        "not for ProGuard"));
        handler(HANDLER);
        Path two = functions.resolve("two/target/whole");
        Files.createDirectories(two);
        Files.copy(library, two.resolve("library-1.0.jar"));
        Sources.jar(
                two.resolve("two.jar"),
                List.of(library),
                Map.of(
                        "dev.tourniquet.two.Handler",
                        "package dev.tourniquet.two; public final class Handler { lib.Colour colour = lib.Colour.RED; }"),
                Map.of());
    }

    private void handler(String source) throws IOException {
        Sources.jar(
                functions.resolve("one/target/whole/one.jar"),
                List.of(library),
                Map.of("dev.tourniquet.one.Handler", source),
                Map.of());
    }

    private void pack() throws IOException {
        Packager.pack(functions, root.resolve("work"));
    }

    private Path packaged(String jar) {
        return functions.resolve("one/target/lambda/lib").resolve(jar);
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith("/"))
                    .toList();
        }
    }

    private FileTime shrunk() throws IOException {
        return Files.getLastModifiedTime(root.resolve("work/fingerprint"));
    }

    /** So that being written again shows. */
    private void age() throws IOException {
        Files.setLastModifiedTime(root.resolve("work/fingerprint"), FileTime.fromMillis(0));
    }

    @Test
    void leavesOutWhatNoFunctionReaches() throws IOException {
        pack();

        assertThat(entries(packaged("library-1.0.jar")))
                .contains("lib/Client.class", "lib/ListRequest.class", "META-INF/LICENSE.txt")
                .noneMatch(entry -> entry.contains("DeleteRequest"));
    }

    @Test
    void runsWhatIsLeft() throws Exception {
        pack();

        URL[] jars = {
            packaged("one.jar").toUri().toURL(),
            packaged("library-1.0.jar").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            assertThat(loader.loadClass("dev.tourniquet.one.Handler")
                            .getMethod("handle")
                            .invoke(null))
                    .isEqualTo("ListRequest");
        }
    }

    @Test
    void keepsInASharedJarWhatAnyFunctionNeeds() throws IOException {
        pack();

        assertThat(entries(packaged("library-1.0.jar"))).contains("lib/Colour.class");
        assertThat(packaged("library-1.0.jar"))
                .hasSameBinaryContentAs(functions.resolve("two/target/lambda/lib/library-1.0.jar"));
    }

    @Test
    void deploysOurOwnJarsAsTheyAre() throws IOException {
        pack();

        assertThat(packaged("one.jar")).hasSameBinaryContentAs(functions.resolve("one/target/whole/one.jar"));
    }

    @Test
    void makesTheSameBytesTwice() throws Exception {
        pack();
        byte[] first = Files.readAllBytes(packaged("library-1.0.jar"));
        // Zip files tell times by every other second.
        Thread.sleep(2100);
        Folders.empty(root.resolve("work"));

        pack();

        assertThat(packaged("library-1.0.jar")).hasBinaryContent(first);
    }

    @Test
    void shrinksNothingAnewWhereOurCodeNamesTheSameAsBefore() throws IOException {
        pack();
        age();
        handler(HANDLER.replace("return", "int unused = 1 + 1; return"));

        pack();

        assertThat(shrunk()).isEqualTo(FileTime.fromMillis(0));
        assertThat(packaged("one.jar")).hasSameBinaryContentAs(functions.resolve("one/target/whole/one.jar"));
    }

    @Test
    void shrinksAnewWhereOurCodeNamesMore() throws IOException {
        pack();
        age();
        handler(HANDLER.replace("return", "new lib.Client().delete(); return"));

        pack();

        assertThat(shrunk()).isNotEqualTo(FileTime.fromMillis(0));
        assertThat(entries(packaged("library-1.0.jar"))).contains("lib/DeleteRequest.class");
    }

    @Test
    void leavesNothingOfAnEarlierPackage() throws IOException {
        pack();
        Files.createFile(packaged("left-over-1.0.jar"));

        pack();

        try (Stream<Path> files = Files.list(packaged("one.jar").getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("library-1.0.jar", "one.jar");
        }
    }

    @Test
    void refusesTwoJarsOfOneName() throws IOException {
        Files.write(functions.resolve("two/target/whole/library-1.0.jar"), new byte[] {1});

        assertThatIllegalStateException().isThrownBy(this::pack).withMessageContaining("are not the same");
    }

    @Test
    void refusesALibraryThatNeedsWhatNobodyHasHeardOf() throws IOException {
        Path stranger = Sources.jar(
                root.resolve("stranger.jar"),
                List.of(),
                Map.of("far.Away", "package far; public class Away {}"),
                Map.of());
        Sources.jar(
                functions.resolve("one/target/whole/new-1.0.jar"),
                List.of(stranger),
                Map.of("fresh.Near", "package fresh; public class Near { far.Away away = new far.Away(); }"),
                Map.of());

        assertThatIllegalStateException().isThrownBy(this::pack).withMessageContaining("ProGuard");
    }
}
