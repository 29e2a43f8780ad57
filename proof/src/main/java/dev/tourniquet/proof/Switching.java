package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An operator pauses a response, an event arrives, the operator resumes it, and the event arrives again: faults on the calls of both
 * orders, and on those of the event in between. The operator orders again until he is told that it is done; what he was told holds.
 */
final class Switching implements Trials {
    private static final String PAUSE = "pause";
    private static final String EVENT = "event while it is paused";
    private static final String RESUME = "resumption";
    private static final int PATIENCE = 4;

    private final Scene scene;
    private final Stand stand;
    private final WorldState before;
    private final Reference reference;
    private final List<Call> pausing;
    private final List<Call> waiting;
    private final List<Call> resuming;
    private int met;

    /** Over a scene that is closed with it. */
    Switching(Scene scene) {
        this.scene = scene;
        this.stand = new Stand(scene, Map.of());
        this.before = stand.state();
        this.pausing = made(() -> pause(true));
        this.waiting = made(stand::contain);
        this.resuming = made(() -> pause(false));
        stand.network.arm(Faults.NONE);
        JsonNode answer = stand.contain();
        this.reference = Reference.of(before, stand.state(), Set.of());
        if (!Said.contained(answer)) {
            throw new IllegalStateException("without a fault it ends in " + answer);
        }
    }

    private List<Call> made(Runnable work) {
        stand.network.arm(Faults.NONE);
        work.run();
        return stand.network.calls();
    }

    @Override
    public List<Trial> all() {
        return Stream.of(Trials.of(PAUSE, pausing), Trials.of(EVENT, waiting), Trials.of(RESUME, resuming))
                .flatMap(part -> part)
                .toList();
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        met = 0;
        List<String> violations = new ArrayList<>();
        during(trial, PAUSE, () -> order(true, violations));
        during(trial, EVENT, () -> deliver(violations));
        during(trial, RESUME, () -> order(false, violations));
        stand.network.arm(Faults.NONE);
        stand.pass(Duration.ofHours(1));
        JsonNode answer = stand.invoke(scene.event(), "resumed");
        if (!Said.contained(answer)) {
            violations.add("resumed, and not contained: " + answer);
        }
        reference.uncontained(stand.state()).stream()
                .map(difference -> "resumed, " + difference)
                .forEach(violations::add);
        violations.addAll(released());
        if (met == 0 && !trial.mayMissAll()) {
            violations.add("nothing was tried out: no call of " + trial + " was made");
        }
        return violations;
    }

    private void during(Trial trial, String part, Runnable work) {
        stand.network.arm(trial.part().equals(part) ? trial.faults() : Faults.NONE);
        work.run();
        met += stand.network.met();
    }

    /** Until the function says that it is done. */
    private void order(boolean on, List<String> violations) {
        JsonNode answer = Json.MAPPER.missingNode();
        for (int attempt = 0; attempt < PATIENCE && !answer.has("switched"); attempt++) {
            answer = pause(on);
            stand.pass(Duration.ofMinutes(1));
        }
        if (!answer.has("switched")) {
            violations.add("could not be switched " + (on ? "on" : "off") + ": " + answer);
        }
    }

    /** As Lambda does. It was said that the response is paused: nothing changes, and somebody is asked. */
    private void deliver(List<String> violations) {
        JsonNode answer = Json.MAPPER.missingNode();
        for (int attempt = 0; attempt < PATIENCE && answer.isMissingNode(); attempt++) {
            answer = stand.invoke(scene.event(), "first");
            reference.unreleased(stand.state(), stand.now()).stream()
                    .map(difference -> "paused, " + difference)
                    .forEach(violations::add);
            stand.pass(Duration.ofMinutes(2));
        }
        Set<String> outcomes = Said.outcomes(answer);
        if (!Set.of("AWAITING_APPROVAL").equals(outcomes) && !Set.of("FAILED").equals(outcomes)) {
            violations.add("paused, and it ends in " + answer);
        }
    }

    private JsonNode pause(boolean on) {
        String command = Json.write(Map.of(
                "command", "switch", "switch", "pause", "on", on, "reason", "explored", "requestedBy", "explorer"));
        return stand.invoke(command, "switch " + stand.now());
    }

    private List<String> released() {
        for (String caseId : stand.cases) {
            stand.pass(Duration.ofHours(1));
            stand.release(scene.deployed(), caseId, "release " + caseId, stand.network);
        }
        return reference.unreleased(stand.wholeState(), stand.now());
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
