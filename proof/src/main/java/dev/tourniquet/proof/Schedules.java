package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.proof.Performance.Result;
import dev.tourniquet.replay.world.Leftovers;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
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
    /** The session of an instance that is cut off from the network is revoked once; a later one could not be used from there. */
    private static final String OF_AN_ISOLATED_INSTANCE = "-isolated";

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
            if (!performance.hasFailed()) {
                violations.addAll(released(move, results));
            }
            judge(results, cutOffs).forEach(violation -> violations.add("after " + move + ": " + violation));
        }
        stand.pass(Duration.ofHours(1));
        Instant last = stand.now();
        List<Result> settled = performance.settle();
        settled.stream()
                .filter(result -> result.answer().isMissingNode())
                .forEach(result -> violations.add("settled, " + result.invocation() + " fails without a fault"));
        judge(settled, cutOffs).forEach(violation -> violations.add("settled, " + violation));
        settled.subList(settled.size() - scene.deliveries().size(), settled.size()).stream()
                .filter(result -> !Said.contained(result.answer()))
                .forEach(result -> violations.add("settled, " + result.invocation() + " is " + result.answer()));
        Accounts.cutOffs(stand.state()).forEach((policy, cutOff) -> {
            if (cutOff.isBefore(last) && !policy.endsWith(OF_AN_ISOLATED_INSTANCE)) {
                violations.add("settled, " + policy + ": cut off at " + cutOff + ", before the activity of " + last);
            }
        });
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

    /** What a release by itself left although it says that it put all back: nothing of what its response made of the target. */
    private List<String> released(Schedule.Move move, List<Result> results) {
        boolean alone = results.size() == 1
                && results.getFirst().releases()
                && Said.released(results.getFirst().answer())
                && stand.cases.size() == 1;
        return alone
                ? new Leftovers(rehearsal.before(), stand.state(), asked(), stand.now())
                        .faults().stream()
                                .map(fault -> "after " + move + ", which says that all is back: " + fault)
                                .toList()
                : List.of();
    }

    private Set<String> asked() {
        return Set.copyOf(scene.given().releaseOptions());
    }

    private List<String> judge(List<Result> results, Map<String, Instant> cutOffs) {
        WorldState state = stand.state();
        SortedMap<String, String> now = Accounts.aspects(state, rehearsal.before());
        List<String> violations = new ArrayList<>(Accounts.movedBack(cutOffs, state));
        violations.addAll(rehearsal.strays(now, generations()));
        if (results.stream().noneMatch(Result::releases)) {
            results.stream()
                    .filter(result -> result.which() != null && Said.contained(result.answer()))
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
