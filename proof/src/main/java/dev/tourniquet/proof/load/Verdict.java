package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges a run: nothing is lost, every target is contained once, and nothing else is. */
final class Verdict {
    private static final Set<String> CONTAINED = Set.of("CONTAINED", "ALREADY_CONTAINED");

    private final Load load;
    private final Journal journal;

    Verdict(Load load, Journal journal) {
        this.load = load;
        this.journal = journal;
    }

    List<String> violations() {
        List<String> violations = new ArrayList<>();
        Aftermath aftermath = load.aftermath();
        lost(aftermath.messages(load.deadLetters()), violations);
        for (Target target : load.targets.named()) {
            violations.addAll(aftermath.faultsOfCase(target));
            compare(target, aftermath.containment(target), Aftermath.once(target.kind()), violations);
        }
        for (Target target : load.targets.bystanders()) {
            compare(target, aftermath.containment(target), Aftermath.never(target.kind()), violations);
        }
        Set<String> strays = new HashSet<>(aftermath.series());
        load.targets.named().stream().map(Target::series).toList().forEach(strays::remove);
        strays.forEach(series -> violations.add("nothing named asks for the case " + series));
        return violations;
    }

    private static void compare(Target target, String found, String wanted, List<String> violations) {
        if (!found.equals(wanted)) {
            violations.add(target.series() + ": " + found + " instead of " + wanted);
        }
    }

    /** Every event has an outcome from each function that it reaches, or waits with its body among the dead letters. */
    private void lost(List<String> deadLetters, List<String> violations) {
        Map<String, Long> dead =
                new HashMap<>(deadLetters.stream().collect(Collectors.groupingBy(body -> body, Collectors.counting())));
        Map<Event, Long> answered = journal.deliveries().stream()
                .filter(delivered -> isOutcome(delivered, violations))
                .collect(Collectors.groupingBy(Lambda.Delivered::event, Collectors.counting()));
        for (Event event : load.events) {
            long missing = load.receivers(event).size() - answered.getOrDefault(event, 0L);
            long kept = Math.min(missing, dead.getOrDefault(event.body(), 0L));
            dead.merge(event.body(), -kept, Long::sum);
            if (missing > kept) {
                violations.add(
                        "event " + event.number() + " on " + event.target().series() + " is lost");
            }
        }
    }

    private static boolean isOutcome(Lambda.Delivered delivered, List<String> violations) {
        List<JsonNode> reports = Journal.reports(delivered).toList();
        for (JsonNode report : reports) {
            String outcome = report.path("outcome").asText();
            boolean ours = report.path("response")
                    .asText()
                    .equals(delivered.event().target().kind().response());
            boolean right =
                    (ours && delivered.event().acting()) ? CONTAINED.contains(outcome) : outcome.equals("SKIPPED");
            if (!right) {
                violations.add("event " + delivered.event().number() + " on "
                        + delivered.event().target().series() + " ended in " + outcome + ": "
                        + report.path("reasons"));
            }
        }
        return !reports.isEmpty();
    }
}
