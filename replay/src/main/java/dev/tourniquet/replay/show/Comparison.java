package dev.tourniquet.replay.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.result.EventRun;
import dev.tourniquet.replay.result.ResponseRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what became of an event with what was expected; only what the expectation names is compared. */
public final class Comparison {
    private static final Set<String> KEYS = Set.of("given", "disposition", "matchedRules", "responses", "comment");
    private static final Set<String> RESPONSE_KEYS = Set.of(
            "response",
            "target",
            "outcome",
            "reasons",
            "residualRisks",
            "nextSteps",
            "blastRadius",
            "changes",
            "comment");

    private final List<String> differences = new ArrayList<>();

    private Comparison() {}

    /** Each difference, for people; none where all is as expected. */
    public static List<String> differences(EventRun run, Expectation expectation) {
        Comparison comparison = new Comparison();
        comparison.compare(run, expectation.node());
        expectation
                .given()
                .unknownKeys()
                .forEach(key -> comparison.differences.add("\"given\" has the key " + key + ", which means nothing"));
        return List.copyOf(comparison.differences);
    }

    private void compare(EventRun run, JsonNode expected) {
        knownKeys(expected, KEYS, "");
        if (expected.has("disposition")) {
            same(
                    "disposition",
                    expected.path("disposition").asText(),
                    run.disposition().name());
        }
        if (expected.has("matchedRules")) {
            same("matchedRules", texts(expected.path("matchedRules")), new TreeSet<>(run.matchedRules()));
        }
        if (expected.has("responses")) {
            responses(expected.path("responses"), run.responses());
        }
    }

    private void responses(JsonNode expected, List<ResponseRun> actual) {
        Set<String> named = new HashSet<>();
        for (JsonNode response : expected) {
            String name = response.path("response").asText() + " on "
                    + response.path("target").asText();
            named.add(name);
            knownKeys(response, RESPONSE_KEYS, name + ": ");
            Optional<ResponseRun> match =
                    actual.stream().filter(run -> name(run).equals(name)).findFirst();
            if (match.isEmpty()) {
                differences.add("expected " + name + ", found no such response");
            } else {
                response(name, response, match.get());
            }
        }
        actual.stream()
                .filter(run -> !named.contains(name(run)))
                .forEach(run -> differences.add("expected no " + name(run) + ", found " + run.outcome()));
    }

    private void response(String name, JsonNode expected, ResponseRun actual) {
        if (expected.has("outcome")) {
            same(name + ": outcome", expected.path("outcome").asText(), actual.outcome());
        }
        contain(name + ": reasons", expected.path("reasons"), actual.reasons());
        contain(name + ": residualRisks", expected.path("residualRisks"), actual.residualRisks());
        contain(name + ": nextSteps", expected.path("nextSteps"), actual.nextSteps());
        contain(name + ": blastRadius", expected.path("blastRadius"), actual.blastRadius());
        contain(name + ": changes", expected.path("changes"), actual.changes());
    }

    private void contain(String what, JsonNode substrings, List<String> actual) {
        for (JsonNode substring : substrings) {
            if (actual.stream().noneMatch(text -> text.contains(substring.asText()))) {
                differences.add(what + ": expected one with \"" + substring.asText() + "\", found " + actual);
            }
        }
    }

    private void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", found " + actual);
        }
    }

    private void knownKeys(JsonNode node, Set<String> known, String where) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                differences.add(where + "the expectation has the key \"" + key + "\", which means nothing");
            }
        });
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String name(ResponseRun run) {
        return run.response() + " on " + run.target();
    }
}
