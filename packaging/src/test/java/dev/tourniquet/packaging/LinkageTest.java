package dev.tourniquet.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkageTest {
    private static final String PARENT = "package lib; public class Parent { public void inherited() {} }";
    private static final String CHILD = "package lib; public class Child extends Parent { public void own() {} }";

    @TempDir
    Path root;

    private Jar caller;
    private Jar library;

    @BeforeEach
    void build() throws IOException {
        Path whole = Sources.jar(
                root.resolve("lib.jar"), List.of(), Map.of("lib.Parent", PARENT, "lib.Child", CHILD), Map.of());
        library = Jar.read(whole);
        caller = Jar.read(Sources.jar(
                root.resolve("caller.jar"),
                List.of(whole),
                Map.of(
                        "own.Caller",
                        "package own; public class Caller { void call(lib.Child child) { child.inherited(); child.own(); child.hashCode(); } }"),
                Map.of()));
    }

    private Jar shrunk(Map<String, String> sources) throws IOException {
        return Jar.read(Sources.jar(root.resolve("shrunk.jar"), List.of(), sources, Map.of()));
    }

    @Test
    void findsWhatIsInheritedAndWhatTheJdkHas() {
        assertThat(Linkage.missing(List.of(caller, library), List.of(caller, library)))
                .isEmpty();
    }

    @Test
    void missesAMethodThatWasTaken() throws IOException {
        Jar shrunk =
                shrunk(Map.of("lib.Parent", PARENT, "lib.Child", "package lib; public class Child extends Parent {}"));

        assertThat(Linkage.missing(List.of(caller, shrunk), List.of(caller, library)))
                .containsExactly("lib/Child.own()V, named by own/Caller");
    }

    @Test
    void missesAMethodOfAParentThatWasTaken() throws IOException {
        Jar shrunk = shrunk(Map.of("lib.Parent", "package lib; public class Parent {}", "lib.Child", CHILD));

        assertThat(Linkage.missing(List.of(caller, shrunk), List.of(caller, library)))
                .containsExactly("lib/Child.inherited()V, named by own/Caller");
    }

    @Test
    void missesAClassThatWasTaken() throws IOException {
        assertThat(Linkage.missing(List.of(caller), List.of(caller, library))).hasSize(2);
    }

    @Test
    void doesNotMissWhatWasNeverThere() {
        assertThat(Linkage.missing(List.of(caller), List.of(caller))).isEmpty();
    }
}
