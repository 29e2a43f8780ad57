package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Delivers events to one function as Lambda does. An event for which no process is free goes back into the queue, for a
 * second and then twice as long each time, up to five minutes; one on which the function failed comes again after one
 * minute and after two. Which event is next when a process gets free Lambda does not say: here it is the one that asks
 * first.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Error handling for
 *     asynchronous invocation</a>
 */
final class Lambda {
    private static final List<Duration> BETWEEN_ATTEMPTS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
    private static final Duration LONGEST_IN_QUEUE = Duration.ofMinutes(5);

    private final Account account;
    private final Deployed deployed;
    private final Supplier<Warm> starter;
    private final BiConsumer<Event, String> deadLetters;
    private final Deque<Warm> idle = new ArrayDeque<>();
    private int busy;

    /**
     * @param starter starts a process
     * @param deadLetters takes what is given up, and why
     */
    Lambda(Account account, Deployed deployed, Supplier<Warm> starter, BiConsumer<Event, String> deadLetters) {
        this.account = account;
        this.deployed = deployed;
        this.starter = starter;
        this.deadLetters = deadLetters;
    }

    /**
     * How one delivery went.
     *
     * @param calls that were let through
     * @param refused attempts of calls that were not
     * @param took without a cold start
     * @param ended since the event was accepted
     */
    record Delivered(
            Event event,
            int attempt,
            JsonNode answer,
            Map<String, Integer> calls,
            int refused,
            Duration took,
            Duration ended) {}

    /** Until the event is handled or given up. */
    void deliver(Event event, String requestId, Journal journal) {
        Instant accepted = account.time().instant();
        Duration pause = Duration.ofSeconds(1);
        int attempt = 1;
        while (true) {
            if (accepted.plus(deployed.maxAge()).isBefore(account.time().instant())) {
                deadLetters.accept(event, "EventAgeExceeded");
                return;
            }
            if (busy == deployed.concurrency()) {
                journal.queued();
                account.time().sleep(pause.dividedBy(2).plus(account.jitter(pause)));
                pause = pause.multipliedBy(2).compareTo(LONGEST_IN_QUEUE) < 0
                        ? pause.multipliedBy(2)
                        : LONGEST_IN_QUEUE;
                continue;
            }
            Delivered delivered = once(event, requestId, attempt, accepted);
            journal.note(delivered);
            if (!delivered.answer().isMissingNode()) {
                return;
            }
            if (attempt > deployed.retries()) {
                deadLetters.accept(event, "RetriesExhausted");
                return;
            }
            account.time().sleep(BETWEEN_ATTEMPTS.get(attempt - 1));
            attempt++;
        }
    }

    private Delivered once(Event event, String requestId, int attempt, Instant accepted) {
        busy++;
        Warm process = idle.isEmpty() ? starter.get() : idle.pop();
        try {
            process.start();
            Instant begun = account.time().instant();
            JsonNode answer = process.invoke(event.body(), requestId);
            Instant ended = account.time().instant();
            return new Delivered(
                    event,
                    attempt,
                    answer,
                    process.used().calls(),
                    process.used().refused(),
                    Duration.between(begun, ended),
                    Duration.between(accepted, ended));
        } finally {
            idle.push(process);
            busy--;
        }
    }
}
