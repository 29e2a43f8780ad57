package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What a function said. */
final class Said {
    private static final Set<String> CONTAINED = Set.of("CONTAINED", "ALREADY_CONTAINED");

    private Said() {}

    /** Whether all targets of an event are contained, now or before. */
    static boolean contained(JsonNode answer) {
        return allContained(outcomes(answer));
    }

    /** Whether there are outcomes, and each says contained, now or before. */
    static boolean allContained(Collection<String> outcomes) {
        return !outcomes.isEmpty() && CONTAINED.containsAll(outcomes);
    }

    static Set<String> outcomes(JsonNode answer) {
        return new TreeSet<>(answer.path("results").findValuesAsText("outcome"));
    }

    /** Whether a release put everything back, and found nothing that somebody else had changed. */
    static boolean released(JsonNode report) {
        return report.path("complete").asBoolean() && !report.toString().contains("DRIFTED");
    }
}
