package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A scene in which each plan waits for a person: faults on the calls by which it comes to wait, and on those of the approval. The person
 * does what the answers say: looks, approves again, or has the event gone through again; for a minute or two each.
 */
final class Approvals extends InParts {
    private static final String ASK = "question";
    private static final String APPROVE = "approval";
    private static final Duration WAIT = Duration.ofMinutes(3);

    private final Reference reference;
    private final Map<String, Instant> cutOffs = new TreeMap<>();

    /** Over a scene that is closed with it. */
    Approvals(Scene scene) {
        super(scene, new Stand(scene, Map.of("TOURNIQUET_MODE", "approve", "TOURNIQUET_HOURLY_LIMIT", "30")));
        WorldState before = stand.state();
        JsonNode question = parts.rehearse(ASK, stand::contain);
        Reference untouched = Reference.of(before, before, Set.of());
        List<String> early = untouched.uncontained(stand.state());
        JsonNode answer = parts.rehearse(APPROVE, () -> order("approve", question));
        this.reference = Reference.of(before, stand.state(), Set.of());
        if (!early.isEmpty() || !Said.contained(answer)) {
            throw new IllegalStateException("without a fault: " + early + ", then " + answer);
        }
    }

    /** From now on the function is set up like this, wrongly. */
    Approvals configure(Map<String, String> variables) {
        stand.configure(variables);
        return this;
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        cutOffs.clear();
        Accounts.movedBack(cutOffs, reference.before());
        List<String> violations = new ArrayList<>();
        parts.begin();
        JsonNode question = parts.run(trial, ASK, () -> asked(violations));
        JsonNode answer = parts.run(trial, APPROVE, () -> order("approve", question));
        look(violations);
        stand.network.arm(Faults.NONE);
        settle(question, answer, violations);
        operator.releaseAll();
        violations.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        violations.addAll(trial.untried(parts.met()));
        return violations;
    }

    /** Delivers the event until there is a question: nobody has said yes, so nothing may change. */
    private JsonNode asked(List<String> violations) {
        JsonNode question = operator.insist(
                attempt -> {
                    // Lambda tries twice more under the same id.
                    JsonNode each = stand.invoke(scene.event(), "delivery " + attempt / 3);
                    reference.unreleased(stand.state(), stand.now()).stream()
                            .map(difference -> "before anybody said yes, " + difference)
                            .forEach(violations::add);
                    return each;
                },
                each -> !plan(each).isEmpty(),
                Duration.ofMinutes(2));
        stand.pass(Duration.ofMinutes(2));
        if (plan(question).isEmpty()) {
            violations.add("nobody was asked: " + question);
        }
        return question;
    }

    /** The person goes on until it is contained. */
    private void settle(JsonNode question, JsonNode first, List<String> violations) {
        judge(first, violations);
        stand.pass(WAIT);
        JsonNode answer = Said.contained(first)
                ? first
                : operator.insist(
                        attempt -> {
                            JsonNode each = order(attempt % 2 == 0 ? "approve" : "retry", question);
                            judge(each, violations);
                            return each;
                        },
                        Said::contained,
                        WAIT);
        if (!Said.contained(answer)) {
            violations.add("approved, and in the end not contained: " + answer);
        }
        reference.uncontained(look(violations)).stream()
                .map(difference -> "approved, " + difference)
                .forEach(violations::add);
    }

    private void judge(JsonNode answer, List<String> violations) {
        if (Said.outcomes(answer).contains("CONTAINED") && !Said.contained(answer)) {
            violations.add("one target contained, another not: " + answer);
        }
    }

    private WorldState look(List<String> violations) {
        WorldState state = stand.state();
        violations.addAll(reference.strays(state, stand.network.isDead()));
        violations.addAll(Accounts.movedBack(cutOffs, state));
        return state;
    }

    private JsonNode order(String command, JsonNode question) {
        return operator.order(command, Map.of("caseId", caseId(question), "plan", plan(question)));
    }

    private static String caseId(JsonNode question) {
        return question.at("/results/0/report/caseId").asText("-");
    }

    private static String plan(JsonNode question) {
        return question.at("/results/0/report/approval/planHash").asText("");
    }
}
