package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.proof.Performance.Result;
import dev.tourniquet.replay.world.Leftovers;
import dev.tourniquet.replay.world.WorldState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Plays schedules over one scene, and judges what each leaves. */
final class Schedules implements AutoCloseable {
    private final Scene scene;
    private final Stand stand;
    private final Rehearsal rehearsal;

    /** Over a scene that is closed with it. */
    Schedules(Scene scene) {
        this.scene = scene;
        this.stand = new Stand(scene);
        this.rehearsal = Rehearsal.of(scene, stand);
    }

    Schedule draw(long seed) {
        List<String> scheduled = scene.functions().keySet().stream()
                .filter(name -> scene.deliveries().stream()
                        .noneMatch(delivery -> delivery.to().function().name().equals(name)))
                .toList();
        return Schedule.draw(seed, new Schedule.Deck(scene.deliveries().size(), rehearsal.calls(), scheduled));
    }

    /** What is not as it should be; empty where all is. */
    List<String> violations(Schedule schedule) {
        stand.renew();
        Performance performance = new Performance(scene, stand, schedule.seed());
        Map<String, Instant> cutOffs = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        for (Schedule.Move move : schedule.moves()) {
            List<Result> results = performance.play(move);
            judge(results, cutOffs).forEach(violation -> violations.add("after " + move + ": " + violation));
        }
        List<Result> settled = performance.settle();
        settled.stream()
                .filter(result -> result.answer().isMissingNode())
                .forEach(result -> violations.add("settled, " + result.invocation() + " fails without a fault"));
        judge(settled, cutOffs).forEach(violation -> violations.add("settled, " + violation));
        SortedMap<String, String> now = Accounts.aspects(stand.state(), rehearsal.before());
        for (int which = 0; which < scene.deliveries().size(); which++) {
            rehearsal.missing(which, now).forEach(missing -> violations.add("settled, " + missing));
        }
        performance.releaseAll().forEach((caseId, report) -> {
            if (!report.path("complete").asBoolean()) {
                violations.add("the release of " + caseId + " is not complete: " + report);
            }
        });
        new Leftovers(
                        rehearsal.before(),
                        stand.wholeState(),
                        Set.copyOf(scene.given().releaseOptions()),
                        stand.now())
                .faults().stream().map(fault -> "released, " + fault).forEach(violations::add);
        return violations;
    }

    private List<String> judge(List<Result> results, Map<String, Instant> cutOffs) {
        WorldState state = stand.state();
        SortedMap<String, String> now = Accounts.aspects(state, rehearsal.before());
        List<String> violations = new ArrayList<>(Accounts.movedBack(cutOffs, state));
        violations.addAll(rehearsal.strays(now, generations()));
        if (results.stream().noneMatch(Result::releases)) {
            results.stream()
                    .filter(result -> result.which() != null && result.saysContained())
                    .flatMap(result -> rehearsal.missing(result.which(), now).stream()
                            .filter(notPreserved(result.answer()))
                            .map(missing -> result.invocation() + " said contained, but " + missing))
                    .forEach(violations::add);
        }
        return violations;
    }

    /** How often a target was contained anew at the most. */
    private int generations() {
        return stand.cases.stream()
                .mapToInt(caseId -> CaseId.parse(caseId).generation())
                .max()
                .orElse(1);
    }

    private static Predicate<String> notPreserved(JsonNode answer) {
        return answer.toString().contains("not preserved") ? missing -> !Reference.isOfEvidence(missing) : _ -> true;
    }

    /** From now on the functions have this bug. */
    Schedules plant(ExecutionInterceptor bug) {
        stand.plant(bug);
        return this;
    }

    @Override
    public void close() {
        stand.close();
        scene.close();
    }
}
