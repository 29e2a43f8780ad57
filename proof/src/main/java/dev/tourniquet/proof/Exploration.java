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
import java.util.regex.Pattern;
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

    private static final Pattern MEMBERSHIP = Pattern.compile(
            "^(said \\[\\w+\\], but |redriven, |)(Auto Scaling group \\S+, members|instance \\S+, Auto Scaling group): ");

    private final Scene scene;
    private final Stand stand;
    private final Reference reference;
    private final List<Call> containing;
    private final List<Call> releasing;
    private final Map<String, Instant> cutOffs = new TreeMap<>();
    private int met;
    private boolean allBack;

    /** Over a scene that is closed with it. */
    static Exploration of(Scene scene) {
        return of(scene, Map.of());
    }

    /** With these variables in place of the template's. */
    static Exploration of(Scene scene, Map<String, String> controls) {
        return new Exploration(scene, new Stand(scene, controls));
    }

    private Exploration(Scene scene, Stand stand) {
        this.scene = scene;
        this.stand = stand;
        WorldState before = stand.state();
        stand.network.arm(Faults.NONE);
        JsonNode answer = stand.contain();
        this.containing = stand.network.calls();
        Reference contained =
                Reference.of(before, stand.state(), Set.copyOf(scene.given().releaseOptions()));
        stand.network.arm(Faults.NONE);
        List<String> leftOver = new ArrayList<>(releaseAll());
        this.reference = contained.with(stand.state());
        leftOver.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        this.releasing = stand.network.calls();
        if (!Said.contained(answer) || !leftOver.isEmpty()) {
            throw new IllegalStateException(
                    "without a fault it ends in " + Said.outcomes(answer) + ", and released in " + leftOver);
        }
    }

    @Override
    public List<Trial> all() {
        return Stream.concat(Trials.of("", containing), Trials.of(RELEASE, releasing))
                .toList();
    }

    @Override
    public List<String> violations(Trial trial) {
        List<String> violations = judged(trial);
        // Where it is not known what the group is like, or Standby is refused, the instance is detached, and the
        // outcome says so.
        return trial.concerns("DescribeAutoScalingGroups", "EnterStandby")
                ? violations.stream()
                        .filter(violation -> !MEMBERSHIP.matcher(violation).find())
                        .toList()
                : violations;
    }

    private List<String> judged(Trial trial) {
        stand.renew();
        cutOffs.clear();
        Accounts.movedBack(cutOffs, reference.before());
        List<String> violations = new ArrayList<>();
        if (trial.part().equals(RELEASE)) {
            stand.contain();
            stand.network.arm(trial.faults());
            releaseAll();
            mustBeMet(trial, violations);
            look(violations);
            if (allBack) {
                violations.addAll(reference.unreleased(stand.state(), stand.now()));
            }
        } else {
            stand.network.arm(trial.faults());
            contain(violations);
            mustBeMet(trial, violations);
            stand.network.arm(Faults.NONE);
            stand.pass(Duration.ofHours(1));
            redrive(violations);
            look(violations);
        }
        stand.network.arm(Faults.NONE);
        stand.pass(Duration.ofHours(1));
        violations.addAll(released());
        return violations;
    }

    private void mustBeMet(Trial trial, List<String> violations) {
        met = stand.network.met();
        violations.addAll(trial.untried(met));
    }

    /** What the account may not be, whatever went wrong. */
    private WorldState look(List<String> violations) {
        WorldState state = stand.state();
        violations.addAll(reference.strays(state, stand.network.isDead()));
        violations.addAll(Accounts.movedBack(cutOffs, state));
        return state;
    }

    private void contain(List<String> violations) {
        for (int attempt = 0; attempt <= RETRIES.size(); attempt++) {
            JsonNode answer = stand.contain();
            WorldState state = look(violations);
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
        if (Said.contained(answer)) {
            reference.uncontained(state).stream()
                    .filter(difference ->
                            !(answer.toString().contains("not preserved") && Reference.isOfEvidence(difference)))
                    .filter(difference -> !(answer.toString().contains("were not cut by this delivery")
                            && Reference.isOfTheConnectionCut(difference)))
                    .map(difference -> "said " + Said.outcomes(answer) + ", but " + difference)
                    .forEach(violations::add);
        }
    }

    private void redrive(List<String> violations) {
        JsonNode answer = Json.MAPPER.missingNode();
        for (int attempt = 0; attempt <= RETRIES.size() && answer.isMissingNode(); attempt++) {
            answer = stand.invoke(scene.event(), "redriven");
        }
        if (!Said.contained(answer)) {
            violations.add("redriven it ends in " + Said.outcomes(answer) + ": "
                    + answer.path("results").findValues("reasons"));
        }
        reference.uncontained(stand.state()).stream()
                .map(difference -> "redriven, " + difference)
                .forEach(violations::add);
    }

    /** Releases all cases; what is then not as before. */
    private List<String> released() {
        List<String> violations = releaseAll();
        violations.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        return violations;
    }

    /** Releases all cases; those whose release is not complete. */
    private List<String> releaseAll() {
        List<String> incomplete = new ArrayList<>();
        allBack = true;
        for (String caseId : stand.cases) {
            JsonNode report = stand.release(scene.deployed(), caseId, "release " + stand.now(), stand.network);
            allBack &= Said.released(report);
            if (!report.path("complete").asBoolean()) {
                incomplete.add("the release of " + caseId + " is not complete: " + report);
            }
        }
        return incomplete;
    }

    @Override
    public int met() {
        return met;
    }

    /** From now on the function has this bug. */
    Exploration plant(ExecutionInterceptor bug) {
        stand.plant(bug);
        return this;
    }

    /** From now on it has none that was planted. */
    void weed() {
        stand.weed();
    }

    @Override
    public void close() {
        stand.close();
        scene.close();
    }
}
