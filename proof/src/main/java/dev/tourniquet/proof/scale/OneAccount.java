package dev.tourniquet.proof.scale;

import dev.tourniquet.proof.load.TokenBucket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account: its functions with their queues, and its rate limits. */
final class OneAccount {
    /** Measured on a prototype. */
    private static final double COLD_START = 2.3;

    private static final double LONGEST_IN_QUEUE = 300;
    private static final double[] BETWEEN_ATTEMPTS = {60, 120};

    private final Agenda agenda;
    private final Settings settings;
    private final Tally tally;
    private final Random random;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Map<String, Function> functions = new HashMap<>();
    private final Set<String> underWork = new HashSet<>();
    private final Set<String> contained = new HashSet<>();
    private final Map<String, Double> firstArrivals = new HashMap<>();
    private int busy;

    private static final class Function {
        private int busy;
        private int processes;
    }

    /** A finding on a target of a response. */
    private final class Delivery {
        private final Finding finding;
        private final double arrived = agenda.now();
        private double begun;
        private double pause = 1;
        private int attempt = 1;
        private boolean containing;

        /** Another delivery is at work on the case: this one fails, once it has looked. */
        private boolean lost;

        private Script script;
        private int next;
        private int tries;

        Delivery(Finding finding) {
            this.finding = finding;
            this.script = finding.containing();
        }

        void deliver() {
            Function function = functions.computeIfAbsent(finding.response(), _ -> new Function());
            if (agenda.now() - arrived > settings.maxAge()) {
                tally.deadLetters++;
            } else if (function.busy >= settings.concurrency() || busy >= settings.accountConcurrency()) {
                tally.queued++;
                agenda.in(pause * (0.5 + random.nextDouble()), this::deliver);
                pause = Math.min(2 * pause, LONGEST_IN_QUEUE);
            } else {
                begin(function);
            }
        }

        private void begin(Function function) {
            boolean cold = function.busy == function.processes;
            function.processes += cold ? 1 : 0;
            function.busy++;
            busy++;
            begun = agenda.now();
            tally.invocations++;
            tally.redeliveries += attempt > 1 ? 1 : 0;
            boolean done = contained.contains(finding.target());
            containing = !done && underWork.add(finding.target());
            lost = !done && !containing;
            script = containing ? finding.containing() : finding.looking();
            next = 0;
            agenda.in(cold ? COLD_START : 0, this::nextCall);
        }

        private void nextCall() {
            tries = 0;
            while (next < script.calls().size()
                    && random.nextDouble() >= script.calls().get(next).often()) {
                next++;
            }
            if (next == script.calls().size()) {
                end(!lost);
            } else {
                send();
            }
        }

        private void send() {
            agenda.in(script.seconds() * (0.5 + random.nextDouble()), () -> {
                Script.Call call = script.calls().get(next);
                String refusing = refusing(call);
                if (refusing == null) {
                    tally.made(call.name());
                    next++;
                    nextCall();
                } else {
                    tally.throttled(refusing);
                    tries++;
                    if (tries == settings.attempts()) {
                        end(false);
                    } else {
                        agenda.in(random.nextDouble() * Math.min(20, 1 << (tries - 1)), this::send);
                    }
                }
            });
        }

        private void end(boolean done) {
            functions.get(finding.response()).busy--;
            busy--;
            tally.billedSeconds += agenda.now() - begun;
            if (containing) {
                underWork.remove(finding.target());
            }
            if (done) {
                if (contained.add(finding.target())) {
                    tally.contained(agenda.now() - firstArrivals.get(finding.target()));
                }
                tally.drained = Math.max(tally.drained, agenda.now());
            } else if (attempt > settings.retries()) {
                tally.deadLetters++;
            } else {
                agenda.in(BETWEEN_ATTEMPTS[attempt - 1], this::deliver);
                attempt++;
            }
        }
    }

    /**
     * What arrives.
     *
     * @param containing the calls where the target is not contained yet
     * @param looking the calls where it is, or where another delivery is at work on it
     */
    record Finding(String response, String target, Script containing, Script looking) {}

    OneAccount(Agenda agenda, Settings settings, Tally tally, Random random) {
        this.agenda = agenda;
        this.settings = settings;
        this.tally = tally;
        this.random = random;
    }

    void arrives(double at, Finding finding) {
        tally.findings++;
        agenda.in(at, () -> {
            tally.targets += firstArrivals.putIfAbsent(finding.target(), agenda.now()) == null ? 1 : 0;
            new Delivery(finding).deliver();
        });
    }

    private @Nullable String refusing(Script.Call call) {
        for (Map.Entry<String, TokenBucket.Size> draw : call.draws().entrySet()) {
            if (!bucket(draw).has(agenda.now())) {
                return draw.getKey();
            }
        }
        call.draws().entrySet().forEach(draw -> bucket(draw).take());
        return null;
    }

    private TokenBucket bucket(Map.Entry<String, TokenBucket.Size> draw) {
        return buckets.computeIfAbsent(draw.getKey(), _ -> new TokenBucket(draw.getValue(), agenda.now()));
    }
}
