package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.world.Leftovers;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Runs one scene again and again, each time with one fault on one call of its containment or of its release, lets the
 * event be delivered as Lambda would, and judges what is left.
 */
final class Exploration implements AutoCloseable {
    /** How long Lambda waits before the first and the second retry. */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Set<String> AGAIN = Set.of("CONTAINED", "ALREADY_CONTAINED");

    /** What is done to keep evidence; an outcome says where it could not be. */
    private static final Pattern EVIDENCE = Pattern.compile(
            "snapshot |(instance|volume) \\S+, (tags|termination protection|shutdown behaviour|delete .+ on termination):");

    private final Scene scene;
    private final Stand stand;
    private final WorldState before;
    private final SortedMap<String, String> untouched;
    private final SortedMap<String, String> contained;
    private final List<Call> containing;
    private final List<Call> releasing;

    /** A fault on a call. */
    record Trial(boolean ofRelease, Call call, Fault fault) {
        @Override
        public String toString() {
            return fault + " on " + call + (ofRelease ? " of the release" : "");
        }
    }

    Exploration(Scene scene) {
        this.scene = scene;
        this.stand = new Stand(scene);
        this.before = stand.state();
        this.untouched = Accounts.aspects(before);
        stand.network.arm(null, null);
        String outcome = outcome(stand.invoke(scene.event(), "first"));
        this.containing = stand.network.calls();
        this.contained = Accounts.aspects(stand.state());
        stand.network.arm(null, null);
        List<String> leftOver = released();
        this.releasing = stand.network.calls();
        if (!outcome.equals("CONTAINED") || !leftOver.isEmpty()) {
            throw new IllegalStateException("without a fault it ends in " + outcome + ", and released in " + leftOver);
        }
    }

    /** Every fault on every call. */
    List<Trial> trials() {
        return Stream.concat(
                        containing.stream().map(call -> new Trial(false, call, Fault.THROTTLED)),
                        releasing.stream().map(call -> new Trial(true, call, Fault.THROTTLED)))
                .flatMap(of -> Stream.of(Fault.values())
                        .filter(fault -> fault.canHappenTo(of.call()))
                        .map(fault -> new Trial(of.ofRelease(), of.call(), fault)))
                .toList();
    }

    /** What is not as it should be after this fault; empty where all is. */
    List<String> violations(Trial trial) {
        stand.renew();
        List<String> violations = new ArrayList<>();
        if (trial.ofRelease()) {
            stand.invoke(scene.event(), "first");
            stand.network.arm(trial.call(), trial.fault());
            released();
            mustBeMet(trial, violations);
        } else {
            stand.network.arm(trial.call(), trial.fault());
            contain(violations);
            mustBeMet(trial, violations);
            stand.network.arm(null, null);
            stand.pass(Duration.ofHours(1));
            redrive(violations);
        }
        stand.network.arm(null, null);
        stand.pass(Duration.ofHours(1));
        violations.addAll(released());
        return violations;
    }

    private void mustBeMet(Trial trial, List<String> violations) {
        if (!stand.network.met()) {
            violations.add("nothing was tried out: " + trial.call() + " was not made");
        }
    }

    private void contain(List<String> violations) {
        Map<String, Instant> cutOffs = Map.of();
        for (int attempt = 0; attempt <= RETRIES.size(); attempt++) {
            JsonNode answer = stand.invoke(scene.event(), "first");
            WorldState state = stand.state();
            violations.addAll(Accounts.strays(untouched, contained, Accounts.aspects(state)));
            Map<String, Instant> later = Accounts.cutOffs(state);
            cutOffs.forEach((policy, cutOff) -> {
                if (later.getOrDefault(policy, Instant.MIN).isBefore(cutOff)) {
                    violations.add(policy + ": cut off at " + later.get(policy) + " after " + cutOff);
                }
            });
            cutOffs = later;
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
            Accounts.differences(contained, Accounts.aspects(state)).stream()
                    .filter(difference -> !(answer.toString().contains("not preserved")
                            && EVIDENCE.matcher(difference).lookingAt()))
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
        Accounts.differences(contained, Accounts.aspects(stand.state())).stream()
                .map(difference -> "redriven, " + difference)
                .forEach(violations::add);
    }

    /** Releases all cases; what is then not as before. */
    private List<String> released() {
        List<String> violations = new ArrayList<>();
        for (String caseId : stand.cases) {
            JsonNode report = stand.invoke(
                            Json.write(Map.of(
                                    "command",
                                    "release",
                                    "caseId",
                                    caseId,
                                    "reason",
                                    "explored",
                                    "requestedBy",
                                    "explorer",
                                    "options",
                                    scene.given().releaseOptions(caseId.substring(0, caseId.indexOf('/'))))),
                            "release " + stand.now())
                    .path("released");
            if (!report.path("complete").asBoolean()) {
                violations.add("the release of " + caseId + " is not complete: " + report);
            }
        }
        Set<String> asked = Set.copyOf(scene.given().releaseOptions());
        new Leftovers(before, stand.state(), asked, stand.now())
                .faults().stream().map(fault -> "released, " + fault).forEach(violations::add);
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

    /** The calls of the containment and of the release. */
    List<Call> calls() {
        return Stream.concat(containing.stream(), releasing.stream()).toList();
    }

    @Override
    public void close() {
        stand.close();
    }
}
