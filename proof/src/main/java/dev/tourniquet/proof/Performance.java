package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.proof.Scene.Delivery;
import dev.tourniquet.proof.Schedule.Deliver;
import dev.tourniquet.proof.Schedule.Invocation;
import dev.tourniquet.proof.Schedule.Move;
import dev.tourniquet.proof.Schedule.Pass;
import dev.tourniquet.proof.Schedule.Release;
import dev.tourniquet.proof.Schedule.Retry;
import dev.tourniquet.proof.Schedule.Run;
import dev.tourniquet.proof.Schedule.Together;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, played: invokes the functions as it says, and as Lambda would; what fails is tried again, or waits in the
 * dead-letter queue. Says of each move what it came to; {@link Schedules} says whether that is as it should be.
 */
final class Performance {
    private static final int ATTEMPTS = 3;

    private final Scene scene;
    private final Stand stand;
    private final Random random;
    private final Deque<Sent> failed = new ArrayDeque<>();
    private final Deque<Sent> deadLetters = new ArrayDeque<>();
    private int requests;

    /** An event that was delivered, with its request id and how often it was tried. */
    private record Sent(int which, String event, String request, int attempts) {}

    /**
     * What an invocation came to.
     *
     * @param which the delivery whose event was handled; null where it was no event
     * @param answer missing where the function threw or died
     */
    record Result(Invocation invocation, @Nullable Integer which, JsonNode answer) {

        boolean releases() {
            return invocation instanceof Release;
        }
    }

    Performance(Scene scene, Stand stand, long seed) {
        this.scene = scene;
        this.stand = stand;
        this.random = new Random(seed);
    }

    List<Result> play(Move move) {
        return switch (move) {
            case Invocation invocation -> List.of(play(invocation, Turns.AT_ONCE));
            case Together(Invocation one, Invocation other) -> play(one, other);
            case Pass(Duration time) -> {
                stand.pass(time);
                yield List.of();
            }
        };
    }

    private List<Result> play(Invocation one, Invocation other) {
        Baton baton = new Baton(random, 2);
        CompletableFuture<Result> beside =
                CompletableFuture.supplyAsync(() -> play(other, baton, 1), Thread::startVirtualThread);
        Result first = play(one, baton, 0);
        return List.of(first, beside.join());
    }

    private Result play(Invocation invocation, Baton baton, int process) {
        try {
            return play(invocation, baton.of(process));
        } finally {
            baton.leave(process);
        }
    }

    private Result play(Invocation invocation, Turns turns) {
        FaultyNetwork network = stand.network();
        network.arm(invocation.trouble().faults());
        network.takeTurns(turns);
        return switch (invocation) {
            case Deliver(int which, boolean recurs, Schedule.Trouble _) -> {
                String event = scene.deliveries().get(which).event();
                yield deliver(invocation, new Sent(which, recurs ? recurring(event) : event, request(), 1), network);
            }
            case Retry _ -> {
                Sent oldest = next(failed);
                yield oldest == null
                        ? new Result(invocation, null, Json.MAPPER.missingNode())
                        : deliver(
                                invocation,
                                new Sent(oldest.which(), oldest.event(), oldest.request(), oldest.attempts() + 1),
                                network);
            }
            case Release(int which, Schedule.Trouble _) -> {
                List<String> cases = List.copyOf(stand.cases);
                yield new Result(
                        invocation,
                        null,
                        cases.isEmpty()
                                ? Json.MAPPER.missingNode()
                                : release(cases.get(which % cases.size()), network));
            }
            case Run(String function, Schedule.Trouble _) ->
                new Result(invocation, null, stand.invoke(scene.functions().get(function), "{}", request(), network));
        };
    }

    private Result deliver(Invocation invocation, Sent sent, FaultyNetwork network) {
        Delivery delivery = scene.deliveries().get(sent.which());
        JsonNode answer = stand.invoke(delivery.to(), sent.event(), sent.request(), network);
        if (answer.isMissingNode()) {
            keep(sent);
        }
        return new Result(invocation, sent.which(), answer);
    }

    private synchronized void keep(Sent sent) {
        (sent.attempts() < ATTEMPTS ? failed : deadLetters).add(sent);
    }

    private synchronized @Nullable Sent next(Deque<Sent> queue) {
        return queue.poll();
    }

    private synchronized String request() {
        return "request " + ++requests;
    }

    private String recurring(String event) {
        ObjectNode again = Json.read(event, ObjectNode.class);
        ObjectNode detail = (ObjectNode) again.path("detail");
        String now = stand.now().toString();
        again.put("time", now);
        detail.put("updatedAt", now);
        if (detail.path("service") instanceof ObjectNode service) {
            service.put("eventLastSeen", now);
        }
        return Json.write(again);
    }

    private JsonNode release(String caseId, FaultyNetwork network) {
        String function = "tourniquet-" + caseId.substring(0, caseId.indexOf('/'));
        return stand.release(scene.functions().get(function), caseId, request(), network);
    }

    /** Whether an event was broken off that may have changed something. */
    synchronized boolean hasFailed() {
        return !failed.isEmpty() || !deadLetters.isEmpty();
    }

    /** Lets everything that waits come to its end, without further trouble: retries, redrive, and then each event anew. */
    List<Result> settle() {
        List<Result> results = new ArrayList<>();
        while (!failed.isEmpty()) {
            results.add(play(new Retry(Schedule.Trouble.NONE), Turns.AT_ONCE));
        }
        for (int left = deadLetters.size(); left > 0; left--) {
            Sent letter = deadLetters.remove();
            results.add(deliver(
                    new Retry(Schedule.Trouble.NONE),
                    new Sent(letter.which(), letter.event(), request(), ATTEMPTS),
                    stand.network()));
        }
        for (int which = 0; which < scene.deliveries().size(); which++) {
            results.add(play(new Deliver(which, true, Schedule.Trouble.NONE), Turns.AT_ONCE));
        }
        return results;
    }

    /** The reports of the releases of the latest case of each target. */
    Map<String, JsonNode> releaseAll() {
        Map<String, JsonNode> reports = new TreeMap<>();
        for (String caseId : List.copyOf(stand.cases)) {
            String series = caseId.substring(0, caseId.lastIndexOf('/'));
            int generation = Integer.parseInt(caseId.substring(caseId.lastIndexOf('/') + 1));
            if (!stand.cases.contains(series + "/" + (generation + 1))) {
                reports.put(caseId, release(caseId, stand.network()));
            }
        }
        return reports;
    }
}
