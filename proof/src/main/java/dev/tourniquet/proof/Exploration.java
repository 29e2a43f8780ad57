package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.proof.FaultyNetwork.Faults;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Runs one scene again and again, each time with faults on calls of its containment or of its release, lets the event be
 * delivered as Lambda would, and judges what is left.
 */
final class Exploration implements Trials {
    static final String RELEASE = "release";

    /** How long Lambda waits before the first and the second retry. */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Set<String> AGAIN = Set.of("CONTAINED", "ALREADY_CONTAINED");

    private final Scene scene;
    private final Stand stand;
    private final Reference reference;
    private final List<Call> containing;
    private final List<Call> releasing;

    /** Over a scene that is closed with it. */
    static Exploration of(Scene scene) {
        return new Exploration(scene);
    }

    private Exploration(Scene scene) {
        this.scene = scene;
        this.stand = new Stand(scene);
        WorldState before = stand.state();
        stand.network.arm(Faults.NONE);
        String outcome = outcome(stand.contain());
        this.containing = stand.network.calls();
        this.reference =
                Reference.of(before, stand.state(), Set.copyOf(scene.given().releaseOptions()));
        stand.network.arm(Faults.NONE);
        List<String> leftOver = released();
        this.releasing = stand.network.calls();
        if (!outcome.equals("CONTAINED") || !leftOver.isEmpty()) {
            throw new IllegalStateException("without a fault it ends in " + outcome + ", and released in " + leftOver);
        }
    }

    @Override
    public List<Trial> all() {
        return Stream.concat(Trials.of("", containing), Trials.of(RELEASE, releasing))
                .toList();
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        List<String> violations = new ArrayList<>();
        if (trial.part().equals(RELEASE)) {
            stand.contain();
            stand.network.arm(trial.faults());
            released();
            mustBeMet(trial, violations);
        } else {
            stand.network.arm(trial.faults());
            contain(trial, violations);
            mustBeMet(trial, violations);
            stand.network.arm(Faults.NONE);
            stand.pass(Duration.ofHours(1));
            redrive(violations);
        }
        stand.network.arm(Faults.NONE);
        stand.pass(Duration.ofHours(1));
        violations.addAll(released());
        return violations;
    }

    private void mustBeMet(Trial trial, List<String> violations) {
        if (stand.network.met() == 0) {
            violations.add("nothing was tried out: no call of " + trial + " was made");
        }
    }

    private void contain(Trial trial, List<String> violations) {
        Map<String, Instant> cutOffs = new TreeMap<>();
        for (int attempt = 0; attempt <= RETRIES.size(); attempt++) {
            int met = stand.network.met();
            JsonNode answer = stand.contain();
            WorldState state = stand.state();
            boolean died = trial.kills() && stand.network.met() > met;
            violations.addAll(reference.strays(state, died));
            violations.addAll(Accounts.movedBack(cutOffs, state));
            if (!answer.isMissingNode()) {
                judge(answer, state, violations);
                return;
            }
            if (attempt < RETRIES.size()) {
                stand.pass(RETRIES.get(attempt));
            }
        }
    }

    private void judge(JsonNode answer, WorldState state, List<String> violations) {
        if (outcome(answer).equals("CONTAINED")) {
            reference.uncontained(state).stream()
                    .filter(difference ->
                            !(answer.toString().contains("not preserved") && Reference.isOfEvidence(difference)))
                    .map(difference -> "said " + outcome(answer) + ", but " + difference)
                    .forEach(violations::add);
        }
    }

    private void redrive(List<String> violations) {
        JsonNode answer = Json.MAPPER.missingNode();
        for (int attempt = 0; attempt <= RETRIES.size() && answer.isMissingNode(); attempt++) {
            answer = stand.invoke(scene.event(), "redriven");
        }
        if (!outcome(answer).equals("CONTAINED")) {
            violations.add("redriven it ends in " + outcome(answer) + ": "
                    + answer.path("results").findValues("reasons"));
        }
        reference.uncontained(stand.state()).stream()
                .map(difference -> "redriven, " + difference)
                .forEach(violations::add);
    }

    /** Releases all cases; what is then not as before. */
    private List<String> released() {
        List<String> violations = new ArrayList<>();
        for (String caseId : stand.cases) {
            JsonNode report = stand.release(scene.deployed(), caseId, "release " + stand.now(), stand.network);
            if (!report.path("complete").asBoolean()) {
                violations.add("the release of " + caseId + " is not complete: " + report);
            }
        }
        violations.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        return violations;
    }

    /** Of all targets: CONTAINED where each is. */
    private static String outcome(JsonNode answer) {
        Set<String> outcomes = new TreeSet<>(answer.path("results").findValuesAsText("outcome"));
        return !outcomes.isEmpty() && AGAIN.containsAll(outcomes) ? "CONTAINED" : String.join(", ", outcomes);
    }

    /** From now on the function has this bug. */
    Exploration plant(ExecutionInterceptor bug) {
        stand.plant(bug);
        return this;
    }

    @Override
    public void close() {
        stand.close();
        scene.close();
    }
}
