package dev.tourniquet.proof.load;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/** One process of a function, which handles one event at a time and is used again for the next. */
final class Warm {
    /** Measured on a prototype: starting the JVM and the first invocation, on one vCPU; and what a warm one works. */
    private static final Duration COLD_START = Duration.ofMillis(2300);

    private static final Duration WORK = Duration.ofMillis(25);

    /** The SDK's standard strategy waits this long at most after the first refusal, twice as long after the next. */
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);

    private final Account account;
    private final Function function;
    private final Network network;
    private final RequestStreamHandler handler;
    private boolean started;

    Warm(Account account, Function function, Map<String, String> environment, List<ExecutionInterceptor> between) {
        this.account = account;
        this.function = function;
        this.network = new Network(account);
        List<ExecutionInterceptor> all = new ArrayList<>(between);
        all.add(network);
        Medium medium = new Medium(
                all,
                account.time(),
                account.time()::sleep,
                network::over,
                this::retries,
                NoTimeouts.executor(),
                () -> System.out);
        this.handler = handler(function, Aws.of(environment, medium));
    }

    static RequestStreamHandler handler(Function function, Aws aws) {
        try {
            return Class.forName(function.handler())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Aws.class)
                    .newInstance(aws);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(function.handler() + " does not start", e);
        }
    }

    /** Starts, where it does not run yet. */
    void start() {
        if (!started) {
            account.time().sleep(COLD_START);
            started = true;
        }
    }

    /** What it answers; a missing node where it threw, or ran out of time. */
    JsonNode invoke(String event, String requestId) {
        FunctionContext context = new FunctionContext(function, "arn:aws:lambda:-", requestId, account.time());
        network.until(account.time().instant().plusMillis(context.getRemainingTimeInMillis()));
        account.time().sleep(WORK);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
            return Json.MAPPER.readTree(output.toByteArray());
        } catch (Network.TimedOut killed) {
            started = false;
            return Json.MAPPER.missingNode();
        } catch (IOException | RuntimeException failed) {
            return Json.MAPPER.missingNode();
        }
    }

    /** What the last invocation used. */
    Network used() {
        return network;
    }

    /** The SDK waits by the real clock; so it waits here instead, where it asks for how long. */
    private StandardRetryStrategy.Builder retries(StandardRetryStrategy.Builder builder) {
        return builder.backoffStrategy(attempt -> backoff(attempt, FIRST_BACKOFF.dividedBy(10)))
                .throttlingBackoffStrategy(attempt -> backoff(attempt, FIRST_BACKOFF));
    }

    /** @param attempt the one to come, from 2 */
    private Duration backoff(int attempt, Duration first) {
        Duration most = first.multipliedBy(1L << Math.max(0, attempt - 2));
        account.time().sleep(account.jitter(most.compareTo(LONGEST_BACKOFF) < 0 ? most : LONGEST_BACKOFF));
        return Duration.ZERO;
    }
}
