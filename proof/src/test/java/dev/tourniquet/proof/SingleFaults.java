package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.template.TemplateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One fault on one call of a containment or its release, for as many faults as {@code proof.faults} says, drawn by
 * {@code proof.seed}. Writes what was explored to {@code proof/target/explored}.
 */
abstract class SingleFaults {
    private static final Path SAMPLES = Path.of("events-samples", "guardduty");
    private static final Path EXPLORED = Path.of("proof", "target", "explored");

    private final String response;
    private final String sample;

    SingleFaults(String response, String sample) {
        this.response = response;
        this.sample = sample;
    }

    @TestFactory
    Stream<DynamicTest> leaveNothingThatIsNotAsItShouldBe() {
        Path assembly = Path.of("infra", "target", "cdk.out");
        Scene scene = Scene.of(
                SAMPLES.resolve(sample + ".json"),
                "tourniquet-" + response,
                TemplateReader.read(TemplateReader.find(assembly, LocalAws.ACCOUNT), LocalAws.ACCOUNT));
        Exploration exploration = new Exploration(scene);
        List<Exploration.Trial> all = new ArrayList<>(exploration.trials());
        Collections.shuffle(all, new Random(Long.getLong("proof.seed", 1)));
        List<Exploration.Trial> drawn = all.subList(0, Math.min(all.size(), Integer.getInteger("proof.faults", 20)));
        write(response + ": " + exploration.calls().size() + " calls, " + all.size() + " faults, " + drawn.size()
                + " of them explored");
        return drawn.stream()
                .map(trial -> dynamicTest(
                        trial.toString(),
                        () -> assertThat(exploration.violations(trial)).isEmpty()))
                .onClose(() -> {
                    exploration.close();
                    scene.close();
                });
    }

    private void write(String line) {
        try {
            Files.createDirectories(EXPLORED);
            Files.writeString(EXPLORED.resolve(response + ".txt"), line + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
