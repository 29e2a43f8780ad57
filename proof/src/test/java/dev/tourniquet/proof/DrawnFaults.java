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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One fault on one call, for as many faults of a scene as {@code proof.faults} says, and {@code proof.pairs} pairs of faults,
 * drawn by {@code proof.seed} among those whose name {@code proof.only}, a regular expression, is found in. Leaves word of what was
 * explored to {@link Explored}.
 */
final class DrawnFaults {
    private final String scene;
    private final List<Trial> all;
    private final List<Trial> singles;
    private final List<Trial> pairs;
    private final Map<Fault, Integer> explored = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> violated = new EnumMap<>(Fault.class);
    private int pairsMet;
    private int pairsViolated;

    private DrawnFaults(String scene, List<Trial> all) {
        Random random = new Random(Long.getLong("proof.seed", 1));
        this.scene = scene;
        this.all = all;
        List<Trial> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        this.singles = shuffled.subList(0, Math.min(all.size(), Integer.getInteger("proof.faults", 6)));
        this.pairs = Trials.pairs(all, Integer.getInteger("proof.pairs", 1), random);
    }

    /** A test for each that is drawn; {@code trials} is closed when all are over. */
    static Stream<DynamicTest> of(String scene, Trials trials) {
        Pattern only = Pattern.compile(System.getProperty("proof.only", ""));
        DrawnFaults drawn = new DrawnFaults(
                scene,
                trials.all().stream()
                        .filter(trial -> only.matcher(trial.toString()).find())
                        .toList());
        return Stream.concat(
                        drawn.singles.stream()
                                .map(trial -> dynamicTest(scene + ": " + trial, () -> drawn.single(trials, trial))),
                        drawn.pairs.stream()
                                .map(trial -> dynamicTest(scene + ": " + trial, () -> drawn.pair(trials, trial))))
                .onClose(() -> {
                    trials.close();
                    drawn.leaveWord();
                });
    }

    private void single(Trials trials, Trial trial) {
        List<String> violations = trials.violations(trial);
        explored.merge(trial.fault(), Math.min(1, trials.met()), Integer::sum);
        violated.merge(trial.fault(), violations.isEmpty() ? 0 : 1, Integer::sum);
        assertThat(violations).as(scene + ": " + trial).isEmpty();
    }

    private void pair(Trials trials, Trial trial) {
        List<String> violations = trials.violations(trial);
        pairsMet += trials.met() > 1 ? 1 : 0;
        pairsViolated += violations.isEmpty() ? 0 : 1;
        assertThat(violations).as(scene + ": " + trial).isEmpty();
    }

    private void leaveWord() {
        Map<Fault, Integer> possible = new EnumMap<>(Fault.class);
        all.forEach(trial -> possible.merge(trial.fault(), 1, Integer::sum));
        List<Line> lines = new ArrayList<>();
        possible.forEach((fault, count) -> lines.add(
                new Line(scene, fault, count, explored.getOrDefault(fault, 0), violated.getOrDefault(fault, 0))));
        Explored.write(scene + ".faults.tsv", lines);
        Explored.write(
                "pairs-" + scene + ".txt",
                List.of("pairs of faults, " + scene + ": " + pairs.size() + ", both met in " + pairsMet
                        + ", violations " + pairsViolated));
    }
}
