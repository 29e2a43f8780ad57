package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TablesTest {
    private static final Setup AT_ONCE = new Setup(Job.REVOKE_SESSIONS, 0);
    private static final Setup LATE = new Setup(Job.REVOKE_SESSIONS, 20);
    private final Results results = new Results();

    @Test
    void comparesInsideALatencyAndSaysIt() {
        measured(AT_ONCE, Variant.SNAPSHOT, new Round(3000, 100, 60, 1, 1, 15, 3), 30);
        measured(AT_ONCE, Variant.PYTHON, new Round(300, 50, 20, 1, 1, 15, 3), 15);
        measured(LATE, Variant.SNAPSHOT, new Round(3000, 200, 120, 1, 1, 15, 3), 150);
        measured(LATE, Variant.PYTHON, new Round(300, 340, 180, 1, 1, 15, 3), 300);

        String text = new Table(results).markdown();

        assertThat(text).containsSubsequence("AWS answers at once:", "Each answer of AWS comes after 20 ms:");
        assertThat(text)
                .contains("| 3000 (3000-3000) | 100 (100-100) | 60 (60-60) | 3100 (3100-3100) |  | 0.29 | 0.19 |")
                .contains("| 3000 (3000-3000) | 200 (200-200) | 120 (120-120) | 3200 (3200-3200) |  | 0.31 | 0.25 |");
        assertThat(text).contains("| 30.0 | 30.0 | 2.00 |").contains("| 150.0 | 150.0 | 0.50 |");
    }

    @Test
    void leavesRatiosOutWithoutTwin() {
        measured(AT_ONCE, Variant.ON_DEMAND, new Round(900, 700, 600, 1, 1, 15, 3), 30);

        assertThat(new Table(results).markdown()).contains("| 1600 (1600-1600) |  |  |  |");
    }

    @Test
    void writesTheLatencyIntoEachLine() {
        measured(LATE, Variant.PYTHON, new Round(300, 340, 180, 1, 1, 15, 3), 300);

        assertThat(Lines.of(results, Instant.EPOCH, false))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"latencyMillis\":20", "\"tls\":false"));
    }

    @Test
    void tellsOfABurst() {
        results.add(AT_ONCE, Variant.SNAPSHOT, new Burst(1000, 2, 4000, 20_000, 30_000));
        results.add(AT_ONCE, Variant.PYTHON, new Burst(1000, 2, 600, 10_000, 20_000));

        assertThat(BurstTable.markdown(results))
                .contains("1,000 events", "by 2 processes")
                .contains("| 4000 | 20.0 | 2.00 | 50 | 30.0 | 1.50 |");
    }

    @Test
    void putsAPriceOnFindings() {
        measured(AT_ONCE, Variant.SNAPSHOT, new Round(3000, 200, 60, 1, 1, 15, 3), 30);
        measured(AT_ONCE, Variant.PYTHON, new Round(300, 100, 20, 1, 1, 15, 3), 15);

        assertThat(new CostTable(results, _ -> 1024).markdown())
                .contains("| 1024 | 2.87 | 0.52 | 0.60 | 1.50 |")
                .contains("| 1024 | 5.53 | 1.00 | 0.40 | 1.00 |");
    }

    private void measured(Setup setup, Variant variant, Round round, double warm) {
        results.add(setup, variant, round);
        results.add(setup, variant, new Warm(10, warm, warm, warm, 1, 1, 15, 15, 0));
    }
}
