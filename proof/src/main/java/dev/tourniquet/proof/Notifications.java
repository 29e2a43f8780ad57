package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.proof.Scene.Deployed;
import dev.tourniquet.replay.world.WorldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a function did is told to people: an outcome, another of the same case, that one again, which is only counted, and the release.
 * Faults on the calls of one of them. It is delivered as Lambda does, by hand where that gave up, and once more, as EventBridge may.
 */
final class Notifications implements Trials {
    private static final String NOTIFY = "tourniquet-notify";
    private static final Set<String> CHANNELS = Set.of("email", "slack", "security-hub");
    private static final Map<String, String> TELLING = Map.of(
            "email", "Sns:Publish", "slack", Call.WEBHOOK + ":Post", "security-hub", "SecurityHub:BatchUpdateFindings");
    private static final Map<String, Set<String>> TO = new LinkedHashMap<>();

    static {
        TO.put("outcome", CHANNELS);
        TO.put("other outcome", CHANNELS);
        TO.put("repeated outcome", Set.of());
        TO.put("release", Set.of("email", "slack"));
    }

    /** So short that reads may be stale. */
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final Scene scene;
    private final Hearers hearers;
    private final Stand stand;
    private final Map<String, List<Call>> calls = new LinkedHashMap<>();
    private Map<String, String> events = Map.of();
    private int met;

    /** Over a scene that is closed with it. */
    Notifications(Scene scene) {
        this.scene = scene;
        this.hearers = new Hearers(
                Json.read(scene.event(), JsonNode.class).at("/detail/arn").asText());
        this.stand = new Stand(
                scene,
                Map.of(
                        "TOURNIQUET_NOTIFY_OUTCOMES",
                        "CONTAINED,PARTIAL",
                        "TOURNIQUET_NOTIFY_SEVERITY",
                        "1",
                        "TOURNIQUET_SLACK_SECRET",
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:slack",
                        "TOURNIQUET_SECURITY_HUB",
                        "true"),
                hearers::before);
        begin();
        for (String part : TO.keySet()) {
            hearers.forget();
            stand.network.arm(Faults.NONE);
            JsonNode answer = tell(part, part);
            calls.put(part, stand.network.calls());
            if (!hearers.heard().keySet().equals(TO.get(part)) || answer.isMissingNode()) {
                throw new IllegalStateException(
                        "without a fault " + hearers.heard() + " hear of the " + part + ": " + answer);
            }
        }
    }

    private void begin() {
        stand.renew();
        JsonNode report = stand.contain().at("/results/0/report");
        stand.pass(Duration.ofMinutes(10));
        JsonNode release = stand.release(scene.deployed(), report.path("caseId").asText(), "release", stand.network);
        events = Map.of(
                "outcome", event("Containment Outcome", report),
                "other outcome", event("Containment Outcome", report, "PARTIAL", 5),
                "repeated outcome", event("Containment Outcome", report, "PARTIAL", 6),
                "release", event("Containment Release", release));
    }

    private static String event(String type, JsonNode report, String outcome, int minutes) {
        ObjectNode other = report.deepCopy();
        other.put("outcome", outcome);
        other.put(
                "time",
                Instant.parse(report.path("time").asText())
                        .plus(Duration.ofMinutes(minutes))
                        .toString());
        return event(type, other);
    }

    private static String event(String type, JsonNode detail) {
        return Json.write(Map.of("source", "tourniquet", "detail-type", type, "detail", detail));
    }

    private JsonNode tell(String part, String request) {
        Deployed notify = scene.functions().get(NOTIFY);
        return stand.invoke(notify, events.get(part), request, stand.network);
    }

    @Override
    public List<Trial> all() {
        return calls.entrySet().stream()
                .flatMap(part -> Trials.of(part.getKey(), part.getValue()))
                .toList();
    }

    @Override
    public List<String> violations(Trial trial) {
        begin();
        met = 0;
        List<String> violations = new ArrayList<>();
        Map<String, String> record = record();
        WorldState account = stand.state();
        for (String part : TO.keySet()) {
            boolean tried = part.equals(trial.part());
            hearers.forget();
            stand.network.arm(tried ? trial.faults() : Faults.NONE);
            deliver(part, violations);
            met += stand.network.met();
            Map<String, Long> heard = hearers.heard();
            for (String channel : CHANNELS) {
                long most = !TO.get(part).contains(channel) ? 0 : tried ? most(trial, channel) : 1;
                if (heard.getOrDefault(channel, 0L) > most) {
                    violations.add(
                            channel + " heard of the " + part + " " + heard.get(channel) + " times, not " + most);
                }
            }
            stand.pass(MOMENT);
        }
        if (!record.equals(record()) || !account.differences(stand.wholeState()).isEmpty()) {
            violations.add("telling has changed what is told of");
        }
        violations.addAll(trial.untried(met));
        return violations;
    }

    /** Until the function has not failed; what it did not fail to tell is told. */
    private void deliver(String part, List<String> violations) {
        JsonNode answer = tell(part, part);
        for (int retry = 0; retry < RETRIES.size() && answer.isMissingNode(); retry++) {
            stand.pass(RETRIES.get(retry));
            answer = tell(part, part);
        }
        mustHaveHeard(part, answer, violations);
        if (answer.isMissingNode()) {
            stand.pass(Duration.ofHours(1));
            answer = tell(part, part + " by hand");
        }
        if (answer.isMissingNode()) {
            violations.add("given up, sent again by hand, and not told");
        }
        stand.pass(MOMENT);
        mustHaveHeard(part, tell(part, part + " again"), violations);
    }

    private void mustHaveHeard(String part, JsonNode answer, List<String> violations) {
        if (!answer.isMissingNode() && !hearers.heard().keySet().containsAll(TO.get(part))) {
            violations.add("no failure left the function, and of the " + part + " only " + hearers.heard()
                    + " have heard: " + answer);
        }
    }

    /**
     * How often a channel may hear of one announcement: twice where it was told and the function cannot know it, or could not put it on
     * record; once more for each attempt of the SDK whose answer is lost.
     */
    private long most(Trial trial, String channel) {
        List<Call> made = calls.get(trial.part());
        int telling = made.stream()
                .map(call -> call.service() + ":" + call.operation())
                .toList()
                .indexOf(TELLING.get(channel));
        List<Call> unsure = made.subList(telling, Math.min(telling + 2, made.size()));
        long most = 1;
        for (Hit hit : trial.hits()) {
            // With two faults it is not known which of the writes the second meets.
            boolean onRecord = unsure.contains(hit.call())
                    || (trial.hits().size() > 1 && hit.call().operation().equals("PutItem"));
            boolean onTelling = hit.call().equals(unsure.getFirst());
            most += switch (hit.fault()) {
                case ANSWER_LOST -> onTelling ? 4 : 0;
                case ANSWER_LOST_ONCE, KILLED_AFTER -> onTelling ? 1 : 0;
                case KILLED_BEFORE, THROTTLED, SERVER_ERROR, CONNECTION_RESET, TIMED_OUT, DENIED ->
                    !onTelling && onRecord ? 1 : 0;
                case THROTTLED_ONCE, STALE_READ -> 0;
            };
        }
        return most;
    }

    /** The cases as they are on record, without what notifications leave there. */
    private Map<String, String> record() {
        String table = scene.deployed().environment().get("TOURNIQUET_LEDGER");
        return stand.clients().dynamo().scan(request -> request.tableName(table)).items().stream()
                .filter(item -> !item.get("pk").s().startsWith("notify/"))
                .collect(Collectors.toMap(
                        item -> item.get("pk").s() + "/"
                                + item.get("generation").n(),
                        item -> new TreeMap<String, AttributeValue>(item).toString()));
    }

    /** From now on the functions have this bug. */
    Notifications plant(ExecutionInterceptor bug) {
        stand.plant(bug);
        return this;
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
