package dev.tourniquet.replay.show;

import dev.tourniquet.replay.result.Disposition;
import dev.tourniquet.replay.result.EventRun;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;

/** Counts events by disposition. */
public final class Summary {
    private record Row(int events, long millis) {
        Row plus(Row other) {
            return new Row(events + other.events, millis + other.millis);
        }
    }

    private final Map<Disposition, Row> rows = new EnumMap<>(Disposition.class);
    private int unexpected;
    private int brokenRoundTrips;

    /** Counts {@code run}; {@code asExpected} is false where an expectation was not met. */
    public void add(EventRun run, boolean asExpected) {
        rows.merge(run.disposition(), new Row(1, run.millis()), Row::plus);
        unexpected += asExpected ? 0 : 1;
        brokenRoundTrips += run.roundTrip() == null || run.roundTrip().succeeded() ? 0 : 1;
    }

    /** Prints the table; {@code millis} is how long everything took. */
    public void print(PrintStream out, boolean expectations, boolean releases, long millis) {
        out.printf("%-18s %6s %10s%n", "disposition", "events", "time");
        rows.forEach((disposition, row) ->
                out.printf("%-18s %6d %10s%n", disposition, row.events(), Plain.seconds(row.millis())));
        int events = rows.values().stream().mapToInt(Row::events).sum();
        out.printf("%-18s %6d %10s%n", "total", events, Plain.seconds(millis));
        if (expectations) {
            out.println(unexpected == 0 ? "every outcome as expected" : unexpected + " not as expected");
        }
        if (releases) {
            out.println(
                    brokenRoundTrips == 0
                            ? "every release left the state as it was before"
                            : brokenRoundTrips + " left the state different after their release");
        }
    }
}
