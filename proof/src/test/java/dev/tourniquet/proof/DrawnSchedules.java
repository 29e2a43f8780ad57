package dev.tourniquet.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Random schedules, from {@code proof.seed} on, as many as {@code proof.schedules} says in percent of the usual. */
final class DrawnSchedules {
    private DrawnSchedules() {}

    static Stream<DynamicTest> of(String scene, int usual) {
        int count = Math.max(1, usual * Integer.getInteger("proof.schedules", 100) / 100);
        long seed = Long.getLong("proof.seed", 1);
        Schedules schedules = new Schedules(Scenes.scene("schedules/" + scene));
        AtomicInteger violated = new AtomicInteger();
        return LongStream.range(seed, seed + count)
                .mapToObj(schedules::draw)
                .map(schedule -> dynamicTest(scene + ", " + schedule, () -> {
                    List<String> violations = schedules.violations(schedule);
                    violated.addAndGet(violations.isEmpty() ? 0 : 1);
                    assertThat(violations).isEmpty();
                }))
                .onClose(() -> {
                    schedules.close();
                    Explored.write(
                            "schedules-" + scene + ".txt",
                            List.of("schedules, " + scene + ": " + count + " from seed " + seed + ", violations "
                                    + violated.get()));
                });
    }
}
