package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.proof.Scene.Deployed;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs of a function that a schedule starts: one that meets faults, and the next, which makes good what it left. */
final class ScheduledRuns implements Trials {
    private final Scene scene;
    private final Stand stand;
    private final Deployed function;
    private final Duration between;
    private final Situation situation;
    private final Reference reference;
    private final List<Call> calls;
    private int met;

    /** What the function finds, and what it is for. */
    interface Situation {
        /** Brings it about. */
        void make(Stand stand);

        /** What of its purpose a run without a fault has not reached. */
        List<String> missed(JsonNode answer, FaultyNetwork network);
    }

    /**
     * Over a scene that is closed with it.
     *
     * @param between two runs
     */
    ScheduledRuns(Scene scene, String function, Duration between, Situation situation) {
        this.scene = scene;
        this.stand = new Stand(scene);
        this.function = scene.functions().get(function);
        this.between = between;
        this.situation = situation;
        situation.make(stand);
        WorldState before = stand.state();
        stand.network.arm(Faults.NONE);
        JsonNode answer = run();
        List<String> missed = situation.missed(answer, stand.network);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("without a fault: " + missed);
        }
        this.calls = stand.network.calls();
        this.reference = Reference.of(before, stand.state(), Set.of());
    }

    @Override
    public List<Trial> all() {
        return Trials.of("", calls).toList();
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        situation.make(stand);
        List<String> violations = new ArrayList<>();
        Map<String, Instant> cutOffs = new TreeMap<>();
        Accounts.movedBack(cutOffs, reference.before());
        stand.network.arm(trial.faults());
        run();
        met = stand.network.met();
        violations.addAll(trial.untried(met));
        violations.addAll(reference.strays(stand.state(), false));
        violations.addAll(Accounts.movedBack(cutOffs, stand.state()));
        List<Call> seen = stand.network.reached();
        stand.pass(between);
        stand.network.arm(Faults.NONE);
        JsonNode answer = run();
        if (answer.isMissingNode()) {
            violations.add("the next run fails without a fault");
        }
        if (seen.stream().noneMatch(call -> !call.reads())) {
            violations.addAll(situation.missed(answer, stand.network));
        }
        violations.addAll(reference.strays(stand.wholeState(), false));
        violations.addAll(Accounts.movedBack(cutOffs, stand.state()));
        Accounts.differences(reference.contained(), Accounts.aspects(stand.state(), reference.before()))
                .forEach(difference -> violations.add("after the next run, " + difference));
        stand.pass(between);
        stand.network.arm(Faults.NONE);
        run();
        if (stand.network.calls().stream().anyMatch(call -> !call.reads())) {
            violations.add("the run after that still finds something to do: " + stand.network.calls());
        }
        return violations;
    }

    @Override
    public int met() {
        return met;
    }

    private JsonNode run() {
        return stand.invoke(function, "{}", "scheduled " + stand.now(), stand.network);
    }

    @Override
    public void close() {
        stand.close();
        scene.close();
    }
}
