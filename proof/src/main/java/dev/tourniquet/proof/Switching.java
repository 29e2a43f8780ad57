package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operator pauses a response, an event arrives, the operator resumes it, and the event arrives again: faults on the calls of both
 * orders, and on those of the event in between. The operator orders again until he is told that it is done; what he was told holds.
 */
final class Switching extends InParts {
    private static final String PAUSE = "pause";
    private static final String EVENT = "event while it is paused";
    private static final String RESUME = "resumption";

    private final Reference reference;

    /** Over a scene that is closed with it. */
    Switching(Scene scene) {
        super(scene, new Stand(scene, Map.of()));
        WorldState before = stand.state();
        parts.rehearse(PAUSE, () -> pause(true));
        parts.rehearse(EVENT, stand::contain);
        parts.rehearse(RESUME, () -> pause(false));
        stand.network.arm(Faults.NONE);
        JsonNode answer = stand.contain();
        this.reference = Reference.of(before, stand.state(), Set.of());
        if (!Said.contained(answer)) {
            throw new IllegalStateException("without a fault it ends in " + answer);
        }
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        parts.begin();
        List<String> violations = new ArrayList<>();
        parts.run(trial, PAUSE, () -> order(true, violations));
        parts.run(trial, EVENT, () -> deliver(violations));
        parts.run(trial, RESUME, () -> order(false, violations));
        stand.network.arm(Faults.NONE);
        stand.pass(Duration.ofHours(1));
        JsonNode answer = stand.invoke(scene.event(), "resumed");
        if (!Said.contained(answer)) {
            violations.add("resumed, and not contained: " + answer);
        }
        reference.uncontained(stand.state()).stream()
                .map(difference -> "resumed, " + difference)
                .forEach(violations::add);
        operator.releaseAll();
        violations.addAll(reference.unreleased(stand.wholeState(), stand.now()));
        violations.addAll(trial.untried(parts.met()));
        return violations;
    }

    /** Until the function says that it is done. */
    private JsonNode order(boolean on, List<String> violations) {
        JsonNode answer = operator.insist(_ -> pause(on), each -> each.has("switched"), Duration.ofMinutes(1));
        if (!answer.has("switched")) {
            violations.add("could not be switched " + (on ? "on" : "off") + ": " + answer);
        }
        stand.pass(Duration.ofMinutes(1));
        return answer;
    }

    /** As Lambda does. It was said that the response is paused: nothing changes, and somebody is asked. */
    private JsonNode deliver(List<String> violations) {
        JsonNode answer = operator.insist(
                _ -> {
                    JsonNode each = stand.invoke(scene.event(), "first");
                    reference.unreleased(stand.state(), stand.now()).stream()
                            .map(difference -> "paused, " + difference)
                            .forEach(violations::add);
                    return each;
                },
                each -> !each.isMissingNode(),
                Duration.ofMinutes(2));
        stand.pass(Duration.ofMinutes(2));
        Set<String> outcomes = Said.outcomes(answer);
        if (!Set.of("AWAITING_APPROVAL").equals(outcomes) && !Set.of("FAILED").equals(outcomes)) {
            violations.add("paused, and it ends in " + answer);
        }
        return answer;
    }

    private JsonNode pause(boolean on) {
        return operator.order("switch", Map.of("switch", "pause", "on", on, "reason", "explored"));
    }
}
