package dev.tourniquet.replay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventFilesTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }

    @Test
    void findsEventsBelowAFolderInOrder() throws Exception {
        Path second = file("b/x.json");
        Path first = file("a/deep/y.json");
        file("a/deep/y.expected.json");
        file("README.md");

        assertThat(EventFiles.find(List.of(folder))).containsExactly(first, second);
    }

    @Test
    void takesAFileThatIsNamedWhateverItIsCalled() throws Exception {
        Path file = file("event.txt");

        assertThat(EventFiles.find(List.of(file, file))).containsExactly(file);
    }

    @Test
    void takesNoExpectationForAnEvent() throws Exception {
        Path event = file("a.json");
        Path expectation = file("a.expected.json");

        assertThat(EventFiles.find(List.of(expectation, event))).containsExactly(event);
        assertThatIllegalArgumentException().isThrownBy(() -> EventFiles.find(List.of(expectation)));
    }

    @Test
    void refusesAPathThatIsNotThereAndAFolderWithoutEvents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFiles.find(List.of(folder.resolve("missing"))))
                .withMessageContaining("missing");
        assertThatIllegalArgumentException().isThrownBy(() -> EventFiles.find(List.of(folder)));
    }
}
