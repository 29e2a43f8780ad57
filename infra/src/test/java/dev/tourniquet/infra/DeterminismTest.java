package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In another JVM, because that is where two syntheses differ: the order of an immutable map changes from one to the
 * next, and every difference would be noise in {@code cdk diff}.
 */
class DeterminismTest {

    private static final Path SECOND = synthesizeInAnotherJvm(Path.of("infra/target/synthesis-again"));

    @ParameterizedTest
    @ValueSource(strings = {Synthesis.VIRGINIA, Synthesis.IRELAND, Synthesis.BEIJING})
    void twoSynthesesGiveTheSameTemplate(String stack) throws IOException {
        assertThat(Files.readString(SECOND.resolve(stack + ".template.json")))
                .isEqualTo(Synthesis.shared().text(stack + ".template.json"));
    }

    @Test
    void twoSynthesesGiveTheSameManifest() throws IOException {
        assertThat(Files.readString(SECOND.resolve("manifest.json")))
                .isEqualTo(Synthesis.shared().text("manifest.json"));
    }

    private static Path synthesizeInAnotherJvm(Path assembly) {
        try {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Synthesis.class.getName(),
                            assembly.toString())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).isZero();
            return assembly;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
