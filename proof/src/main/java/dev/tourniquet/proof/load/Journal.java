package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What happened in a run. */
final class Journal {
    private final List<Lambda.Delivered> deliveries = new ArrayList<>();
    private final SortedMap<String, Integer> outcomes = new TreeMap<>();
    private long queued;

    void queued() {
        queued++;
    }

    void note(Lambda.Delivered delivered) {
        deliveries.add(delivered);
        for (JsonNode result : delivered.answer().path("results")) {
            outcomes.merge(result.path("report").path("outcome").asText(), 1, Integer::sum);
        }
    }

    List<Lambda.Delivered> deliveries() {
        return List.copyOf(deliveries);
    }

    SortedMap<String, Integer> outcomes() {
        return outcomes;
    }

    /** How often an event found no process free. */
    long inQueue() {
        return queued;
    }

    long redeliveries() {
        return deliveries.stream().filter(delivered -> delivered.attempt() > 1).count();
    }

    /** Let through, by service. */
    SortedMap<String, Integer> calls() {
        SortedMap<String, Integer> calls = new TreeMap<>();
        deliveries.forEach(delivered -> delivered
                .calls()
                .forEach((call, count) -> calls.merge(call.substring(0, call.indexOf(':')), count, Integer::sum)));
        return calls;
    }

    /** The mean of the deliveries that ended in this outcome, without its case. */
    Measured.Kind measured(Target.Kind kind, String outcome) {
        List<Lambda.Delivered> all = deliveries.stream()
                .filter(delivered -> reports(delivered)
                        .anyMatch(report -> report.path("response").asText().equals(kind.response())
                                && report.path("outcome").asText().equals(outcome)))
                .toList();
        SortedMap<String, Double> mean = new TreeMap<>();
        all.forEach(delivered ->
                delivered.calls().forEach((call, count) -> mean.merge(call, (double) count / all.size(), Double::sum)));
        double seconds = all.stream()
                .mapToDouble(delivered -> delivered.took().toMillis() / 1e3)
                .average()
                .orElse(0);
        return new Measured.Kind(mean, seconds, 0);
    }

    /** When half, 90 and 99 of 100 and the last of the deliveries that gave an outcome had it, since the run began. */
    SortedMap<String, Duration> within() {
        List<Duration> ends = deliveries.stream()
                .filter(delivered -> !delivered.answer().isMissingNode())
                .map(Lambda.Delivered::ended)
                .sorted()
                .toList();
        SortedMap<String, Duration> within = new TreeMap<>();
        for (int percent : List.of(50, 90, 99, 100)) {
            within.put(
                    percent + " %",
                    ends.get(Math.max(0, ends.size() * percent / 100 - 1)).truncatedTo(ChronoUnit.MILLIS));
        }
        return within;
    }

    Duration longest() {
        return deliveries.stream()
                .map(Lambda.Delivered::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    static Stream<JsonNode> reports(Lambda.Delivered delivered) {
        return delivered.answer().path("results").valueStream().map(result -> result.path("report"));
    }
}
