package dev.tourniquet.mutants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Order;
import dev.tourniquet.finding.Reading;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts a mutant through reader and decider, and says what must not have happened. */
final class Judge {
    /** Of a finding as it is kept, in characters, whatever came in: 300 a text, 50 buckets, actors and resources each. */
    private static final int LONGEST_FINDING = 32_000;

    private static final int MOST_TARGETS = 100;

    private final Product product;
    private final Map<Sample, Map<Answer, List<Objection>>> objections = new HashMap<>();

    Judge(Product product) {
        this.product = product;
    }

    /**
     * What became of a mutant.
     *
     * @param outcome in a few words, the same for mutants that ended alike
     * @param contained how many containments it would set off
     * @param violations of what must hold
     */
    record Verdict(String outcome, int contained, List<String> violations) {}

    Verdict judge(Mutant mutant) {
        try {
            JsonNode event = mutant.tree() != null ? mutant.tree() : Json.MAPPER.readTree(mutant.text());
            return switch (product.read(event)) {
                case Finding finding -> judge(mutant, event, finding);
                // By itself none of them does anything: no sample is one, and deployments heed none unless told to.
                case Order order -> unread("order of " + order.findings().size(), "");
                case Reading.Ignored(String reason) -> unread("ignored", reason);
                case Reading.Malformed(String reason) -> unread("malformed: " + reason, reason);
            };
        } catch (JsonProcessingException notJson) {
            return unread("not JSON", "");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
            return new Verdict("thrown", 0, List.of("threw " + thrown));
        }
    }

    private static Verdict unread(String outcome, String reason) {
        return new Verdict(
                outcome,
                0,
                reason.length() > 1000 ? List.of("a reason of " + reason.length() + " characters") : List.of());
    }

    private Verdict judge(Mutant mutant, JsonNode event, Finding finding) {
        List<String> violations = new ArrayList<>();
        TreeSet<String> decisions = new TreeSet<>();
        int contained = 0;
        if (finding.targets().size() > MOST_TARGETS) {
            violations.add(finding.targets().size() + " targets");
        }
        int length = finding.toString().length();
        if (length > LONGEST_FINDING) {
            violations.add("a finding of " + length + " characters");
        }
        for (Answer answer : Answer.values()) {
            List<Target> targets =
                    finding.targets().stream().filter(answer::contains).toList();
            for (Target target : targets) {
                Decision decision = product.decide(answer, finding, target);
                decisions.add(answer.response() + " " + summary(decision));
                if (decision instanceof Decision.Contain) {
                    contained++;
                    violations.addAll(againstContaining(mutant, event, answer, target));
                }
            }
        }
        return new Verdict("finding " + finding.source() + " " + decisions, contained, violations);
    }

    private List<String> againstContaining(Mutant mutant, JsonNode event, Answer answer, Target target) {
        List<String> violations = new ArrayList<>();
        String what = answer.response() + " contains " + Named.of(target);
        Objections.to(event, answer).forEach(objection -> violations.add(what + " although " + objection));
        if (!Named.by(event, answer).contains(Named.of(target))) {
            violations.add(what + ", which the event does not name");
        }
        if (!keyed(answer, target)) {
            violations.add(what + ", whose key is none of the ledger");
        }
        if (mutant.tree() != null) {
            Named.idsOf(target)
                    .filter(id -> !named(mutant, id))
                    .forEach(id -> violations.add(what + ", but neither the sample nor a mutation named " + id));
            originally(mutant.sample()).get(answer).stream()
                    .filter(objection -> !objection.mayHaveLost(mutant.touched()))
                    .forEach(objection -> violations.add(what + " although the mark stands: " + objection));
        }
        return violations;
    }

    private static boolean keyed(Answer answer, Target target) {
        CaseId id = new CaseId(answer.response(), target.key(), 1);
        return CaseId.parse(id.toString()).equals(id);
    }

    private static boolean named(Mutant mutant, String id) {
        return mutant.sample().strings().contains(id) || mutant.wrote().contains(id);
    }

    private Map<Answer, List<Objection>> originally(Sample sample) {
        return objections.computeIfAbsent(sample, of -> {
            Map<Answer, List<Objection>> byAnswer = new HashMap<>();
            for (Answer answer : Answer.values()) {
                byAnswer.put(answer, Objections.to(of.event(), answer));
            }
            return byAnswer;
        });
    }

    private static String summary(Decision decision) {
        return switch (decision) {
            case Decision.Contain _ -> "contains";
            case Decision.DryRun _ -> "plans";
            case Decision.AskFirst(String reason, boolean _) -> "asks: " + gist(reason);
            case Decision.Skip(String reason) -> "skips: " + gist(reason);
        };
    }

    private static String gist(String reason) {
        return reason.substring(0, Math.min(30, reason.length())).replaceAll("[^a-zA-Z :]+", "");
    }
}
