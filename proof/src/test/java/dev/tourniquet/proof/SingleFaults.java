package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tourniquet.proof.Explored.Line;
import dev.tourniquet.proof.Trials.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One fault on one call, for as many faults of a scene as {@code proof.faults} says, drawn by {@code proof.seed}. Leaves
 * word of what was explored to {@link Explored}.
 */
final class SingleFaults {
    private final String scene;
    private final List<Trial> all;
    private final List<Trial> drawn;
    private final Map<Fault, Integer> explored = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> violated = new EnumMap<>(Fault.class);

    private SingleFaults(String scene, List<Trial> all) {
        this.scene = scene;
        this.all = all;
        List<Trial> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(Long.getLong("proof.seed", 1)));
        this.drawn = shuffled.subList(0, Math.min(all.size(), Integer.getInteger("proof.faults", 20)));
    }

    /** A test for each fault that is drawn; {@code trials} is closed when all are over. */
    static Stream<DynamicTest> of(String scene, Trials trials) {
        SingleFaults faults = new SingleFaults(scene, trials.all());
        return faults.drawn.stream()
                .map(trial -> dynamicTest(scene + ": " + trial, () -> faults.tryOut(trials, trial)))
                .onClose(() -> {
                    trials.close();
                    faults.leaveWord();
                });
    }

    private void tryOut(Trials trials, Trial trial) {
        List<String> violations = trials.violations(trial);
        explored.merge(trial.fault(), 1, Integer::sum);
        violated.merge(trial.fault(), violations.isEmpty() ? 0 : 1, Integer::sum);
        assertThat(violations).isEmpty();
    }

    private void leaveWord() {
        Map<Fault, Integer> possible = new EnumMap<>(Fault.class);
        all.forEach(trial -> possible.merge(trial.fault(), 1, Integer::sum));
        List<Line> lines = new ArrayList<>();
        possible.forEach((fault, count) -> lines.add(
                new Line(scene, fault, count, explored.getOrDefault(fault, 0), violated.getOrDefault(fault, 0))));
        Explored.write(scene + ".faults.tsv", lines);
    }
}
