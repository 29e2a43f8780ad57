package dev.tourniquet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.json.Json;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AWS may answer with what was a moment ago. */
final class ReadBackTest {
    private final Bench bench = new Bench();
    private final World world = bench.world;
    private int asked;

    @Test
    void waitsLongerAndLongerUntilTheChangeShows() {
        showsAt(3);

        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.CONTAINED);
        assertThat(bench.pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void givesUpAfterSixSecondsAndSaysWhatItSaw() {
        showsAt(Integer.MAX_VALUE);

        assertThatThrownBy(() -> bench.deliver(Bench.finding("f", null))).isInstanceOf(RetryLater.class);

        assertThat(bench.pauses.stream().mapToLong(Duration::toMillis).sum()).isEqualTo(6000);
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(bench.journal.getFirst().reasons())
                .singleElement()
                .asString()
                .contains("nic-1", "read back and found otherwise");
    }

    @Test
    void doesNotWaitWhereNoTimeIsLeft() {
        showsAt(Integer.MAX_VALUE);
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                world.resources.put("nic-1", "stale");
                bench.now = bench.now.plusSeconds(90);
            }
        };

        assertThatThrownBy(() -> bench.deliver(Bench.finding("f", null))).isInstanceOf(RetryLater.class);

        assertThat(bench.pauses).isEmpty();
        assertThat(bench.journal.getFirst().outcome()).isEqualTo(Outcome.Kind.PARTIAL);
    }

    @Test
    void saysWhereItCouldNotLookForWhatCameMeanwhile() {
        world.fail("gaps", CallFailed.Kind.DENIED);

        Report report = bench.deliver(Bench.finding("f", null)).getFirst().report();

        assertThat(report.outcome()).isEqualTo(Outcome.Kind.PARTIAL);
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .contains("not known whether anything was added meanwhile", "ec2:gaps");
        assertThat(report.nextSteps()).anyMatch(step -> step.contains("Find out what refuses ec2:gaps on gaps"));
    }

    @Test
    void countsOnlyWhatChangedAsPartOfAContainment() {
        world.planning = new Planning.Planned(new Plan(
                List.of(unchanged(), new Step("cut", "nic-2", Phase.CONTAIN, Json.tree("db"), Json.tree(World.CUT))),
                List.of(),
                List.of()));
        world.resources.put("nic-1", World.CUT);
        world.fail("apply nic-2", CallFailed.Kind.DENIED);

        assertThat(bench.deliver(Bench.finding("f", null)).getFirst().report().outcome())
                .isEqualTo(Outcome.Kind.FAILED);
    }

    private static Step unchanged() {
        return new Step("cut", "nic-1", Phase.CONTAIN, Json.tree(World.CUT), Json.tree(World.CUT));
    }

    /** The change of nic-1 shows when it is read back for the {@code n}th time. */
    private void showsAt(int n) {
        world.after = call -> {
            if (call.equals("apply nic-1")) {
                world.resources.put("nic-1", "stale");
            }
        };
        world.before = call -> {
            if (call.equals("holds nic-1") && ++asked == n) {
                world.resources.put("nic-1", World.CUT);
            }
        };
    }
}
