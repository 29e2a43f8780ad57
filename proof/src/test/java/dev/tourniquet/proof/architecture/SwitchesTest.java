package dev.tourniquet.proof.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.decision.Decision;
import dev.tourniquet.decision.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new case of a type of our own must not compile until everybody has decided on it. */
final class SwitchesTest {

    @Test
    void everySwitchOverAnOwnTypeNamesAllItsCases() {
        List<Path> files =
                Modules.outputs().stream().flatMap(SwitchesTest::classFiles).toList();

        assertThat(files.stream().mapToLong(Switches::count).sum()).isGreaterThan(30);
        assertThat(files.stream().flatMap(file -> Switches.open(file).stream())).isEmpty();
    }

    @Test
    void seesEachWayToLeaveACaseOut() throws IOException {
        Path culprit =
                Path.of("proof/target/test-classes", Culprit.class.getName().replace('.', '/') + ".class");

        assertThat(Switches.open(culprit).stream().map(name -> name.replaceAll(".*#", "")))
                .containsExactlyInAnyOrder("ofEnum", "ofEnumByStatement", "ofSealed", "ofSealedByPattern");
        assertThat(Switches.count(culprit)).isEqualTo(6);
    }

    private static Stream<Path> classFiles(Path output) {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings({"MissingCasesInEnumSwitch", "UnusedMethod"}) // read as compiled
    private static final class Culprit {
        static int complete(Mode mode) {
            return switch (mode) {
                case OFF, OBSERVE -> 1;
                case APPROVE, ENFORCE -> 2;
            };
        }

        static int complete(Decision decision) {
            return switch (decision) {
                case Decision.Contain _ -> 1;
                case Decision.DryRun _, Decision.AskFirst _, Decision.Skip _ -> 2;
            };
        }

        static int foreign(Object thing) {
            return switch (thing) {
                case String _ -> 1;
                default -> 2;
            };
        }

        static int ofEnum(Mode mode) {
            return switch (mode) {
                case OBSERVE -> 1;
                default -> 2;
            };
        }

        static int ofEnumByStatement(Mode mode) {
            int number = 0;
            switch (mode) {
                case OBSERVE -> number = 1;
            }
            return number;
        }

        static int ofSealed(Decision decision) {
            return switch (decision) {
                case Decision.Contain _ -> 1;
                default -> 2;
            };
        }

        static int ofSealedByPattern(Decision decision) {
            return switch (decision) {
                case Decision.Contain _ -> 1;
                case Decision other -> other.hashCode();
            };
        }
    }
}
