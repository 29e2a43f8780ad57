package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The person who gives orders to the function of a scene, and gives them again until the answer says that it is done. */
record Operator(Scene scene, Stand stand) {
    static final String NAME = "explorer";

    /** How often anything is ordered before it counts as not to be had. */
    private static final int PATIENCE = 4;

    /** What the function answers to a command; a missing node where it threw or died. */
    JsonNode order(String command, Map<String, ?> details) {
        Map<String, Object> all = new TreeMap<>(details);
        all.put("command", command);
        all.put("requestedBy", NAME);
        return stand.invoke(stand.signed(all), command + " " + stand.now());
    }

    /** Whether a record names this person: as the emulator calls who signs, or as a claim where STS did not answer. */
    static boolean is(String by) {
        return by.equals("arn:aws:sts::123456789012:user/moto") || by.equals("unproved: " + NAME);
    }

    /**
     * Goes on until {@code done}; the last answer where it never is.
     *
     * @param attempt counts from 0
     * @param wait after each answer that is not yet the one
     */
    JsonNode insist(IntFunction<JsonNode> attempt, Predicate<JsonNode> done, Duration wait) {
        JsonNode answer = Json.MAPPER.missingNode();
        for (int number = 0; number < PATIENCE && !done.test(answer); number++) {
            answer = attempt.apply(number);
            stand.pass(done.test(answer) ? Duration.ZERO : wait);
        }
        return answer;
    }

    /** Releases all cases, an hour after what was before. */
    void releaseAll() {
        for (String caseId : stand.cases) {
            stand.pass(Duration.ofHours(1));
            stand.release(scene.deployed(), caseId, "release " + caseId, stand.network);
        }
    }
}
