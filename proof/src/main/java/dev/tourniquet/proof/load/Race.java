package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.run.FunctionContext;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Delivers findings by many threads at once, each a process of its own, as fast as they go: nothing orders them but leases
 * and conditional writes. What fails is delivered again, behind all others.
 */
final class Race {
    /** Far more than it takes. */
    private static final int ATTEMPTS = 100;

    private final Load load;
    private final List<ExecutionInterceptor> between;
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Journal journal = new Journal();
    private int underWay;
    private int ended;

    private record Task(Event event, Function function, String requestId, int attempt) {}

    Race(Load load, List<ExecutionInterceptor> planted) {
        this.load = load;
        this.between = load.between(planted);
        for (Event event : load.events) {
            load.receivers(event)
                    .forEach(function -> tasks.add(
                            new Task(event, function, UUID.randomUUID().toString(), 1)));
        }
    }

    Journal run(int threads) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int worker = 0; worker < threads; worker++) {
                workers.execute(this::work);
            }
        }
        return journal;
    }

    private void work() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            begin();
            JsonNode answer = handle(task);
            end(new Lambda.Delivered(task.event(), task.attempt(), answer, Map.of(), 0, Duration.ZERO, Duration.ZERO));
            if (answer.isMissingNode() && task.attempt() < ATTEMPTS) {
                tasks.add(new Task(task.event(), task.function(), task.requestId(), task.attempt() + 1));
            }
        }
    }

    private synchronized void begin() {
        underWay++;
    }

    /** Whoever lost waits until another has ended: the winner has not yet, where there is one. */
    private synchronized void end(Lambda.Delivered delivered) {
        journal.note(delivered);
        underWay--;
        ended++;
        notifyAll();
        int before = ended;
        while (delivered.answer().isMissingNode() && underWay > 0 && ended == before) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private JsonNode handle(Task task) {
        Medium medium = Medium.WITHOUT_WAITING.seenBy(between);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            Warm.handler(task.function(), Aws.of(load.environment(task.function()), medium))
                    .handleRequest(
                            new ByteArrayInputStream(task.event().body().getBytes(StandardCharsets.UTF_8)),
                            output,
                            new FunctionContext(
                                    task.function(), "arn:aws:lambda:-", task.requestId(), InstantSource.system()));
            return Json.MAPPER.readTree(output.toByteArray());
        } catch (IOException | RuntimeException lost) {
            return Json.MAPPER.missingNode();
        }
    }
}
