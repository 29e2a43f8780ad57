package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A scene in which each plan waits for a person: faults on the calls by which it comes to wait, and on those of the approval. The person
 * does what the answers say: looks, approves again, or has the event gone through again; for a minute or two each.
 */
final class Approvals implements Trials {
    private static final String ASK = "question";
    private static final String APPROVE = "approval";
    private static final int PATIENCE = 4;

    private final Scene scene;
    private final Stand stand;
    private final Reference reference;
    private final List<Call> asking;
    private final List<Call> approving;
    private final Map<String, Instant> cutOffs = new TreeMap<>();
    private int met;

    /** Over a scene that is closed with it. */
    Approvals(Scene scene) {
        this.scene = scene;
        this.stand = new Stand(scene, Map.of("TOURNIQUET_MODE", "approve", "TOURNIQUET_HOURLY_LIMIT", "30"));
        WorldState before = stand.state();
        stand.network.arm(Faults.NONE);
        JsonNode question = stand.contain();
        this.asking = stand.network.calls();
        Reference untouched = Reference.of(before, before, Set.of());
        List<String> early = untouched.uncontained(stand.state());
        stand.network.arm(Faults.NONE);
        JsonNode answer = approve(question);
        this.approving = stand.network.calls();
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
    public List<Trial> all() {
        return Stream.concat(Trials.of(ASK, asking), Trials.of(APPROVE, approving))
                .toList();
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        cutOffs.clear();
        Accounts.movedBack(cutOffs, reference.before());
        List<String> violations = new ArrayList<>();
        boolean asked = trial.part().equals(ASK);
        stand.network.arm(asked ? trial.faults() : Faults.NONE);
        JsonNode question = asked(violations);
        if (!asked) {
            stand.network.arm(trial.faults());
        }
        JsonNode answer = approve(question);
        met = stand.network.met();
        look(violations);
        stand.network.arm(Faults.NONE);
        settle(question, answer, violations);
        violations.addAll(released());
        if (met == 0 && !trial.mayMissAll()) {
            violations.add("nothing was tried out: no call of " + trial + " was made");
        }
        return violations;
    }

    /** Delivers the event until there is a question: nobody has said yes, so nothing may change. */
    private JsonNode asked(List<String> violations) {
        JsonNode question = Json.MAPPER.missingNode();
        for (int attempt = 0; attempt < PATIENCE && plan(question).isEmpty(); attempt++) {
            question = stand.invoke(scene.event(), "delivery " + attempt / 3);
            reference.unreleased(stand.state(), stand.now()).stream()
                    .map(difference -> "before anybody said yes, " + difference)
                    .forEach(violations::add);
            stand.pass(Duration.ofMinutes(2));
        }
        if (plan(question).isEmpty()) {
            violations.add("nobody was asked: " + question);
        }
        return question;
    }

    /** The person goes on until it is contained. */
    private void settle(JsonNode question, JsonNode first, List<String> violations) {
        JsonNode answer = first;
        for (int attempt = 0; attempt < PATIENCE && !Said.contained(answer); attempt++) {
            judge(answer, violations);
            stand.pass(Duration.ofMinutes(3));
            JsonNode again = attempt % 2 == 0 ? approve(question) : order("retry", question);
            answer = Said.contained(again) || !again.has("refused") ? again : answer;
        }
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

    private List<String> released() {
        List<String> left = new ArrayList<>();
        for (String caseId : stand.cases) {
            stand.pass(Duration.ofHours(1));
            stand.release(scene.deployed(), caseId, "release " + caseId, stand.network);
        }
        left.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        return left;
    }

    private JsonNode approve(JsonNode question) {
        return order("approve", question);
    }

    private JsonNode order(String name, JsonNode question) {
        String command = stand.signed(Map.of("command", name, "caseId", caseId(question), "plan", plan(question)));
        return stand.invoke(command, name + " " + stand.now());
    }

    private static String caseId(JsonNode question) {
        return question.at("/results/0/report/caseId").asText("-");
    }

    private static String plan(JsonNode question) {
        return question.at("/results/0/report/approval/planHash").asText("");
    }

    @Override
    public int met() {
        return met;
    }

    @Override
    public void close() {
        stand.close();
        scene.close();
    }
}
