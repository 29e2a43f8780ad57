package dev.tourniquet.replay.run;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.template.Function;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Invokes functions as Lambda does for events: what throws is given the event twice more. Lambda waits a minute before
 * the first retry and two before the second; replay does not wait.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Retries</a>
 */
final class Lambda {
    private static final int ATTEMPTS = 3;

    private final InstantSource clock;
    private final Starter starter;

    Lambda(InstantSource clock) {
        this(clock, Starter.CLASS_PATH);
    }

    Lambda(InstantSource clock, Starter starter) {
        this.clock = clock;
        this.starter = starter;
    }

    /** @param sandbox what stands between the function and the emulator */
    Invocation invoke(
            Function function, Map<String, String> environment, List<ExecutionInterceptor> sandbox, String payload) {
        return invoke(function, environment, sandbox, payload, ATTEMPTS);
    }

    /** As an operator does, who waits for the answer: nobody tries again for him. */
    Invocation invokeOnce(
            Function function, Map<String, String> environment, List<ExecutionInterceptor> sandbox, String payload) {
        return invoke(function, environment, sandbox, payload, 1);
    }

    private Invocation invoke(
            Function function,
            Map<String, String> environment,
            List<ExecutionInterceptor> sandbox,
            String payload,
            int attempts) {
        CallRecorder recorder = new CallRecorder();
        List<ExecutionInterceptor> interceptors = new ArrayList<>(sandbox);
        interceptors.add(recorder);
        String requestId = UUID.randomUUID().toString();
        List<String> log = new ArrayList<>();
        List<String> lastLog = List.of();
        String failure = "";
        String failureType = "";
        for (int attempt = 1; attempt <= attempts; attempt++) {
            CapturedOutput captured = new CapturedOutput();
            try (captured) {
                RequestStreamHandler handler = starter.start(function, environment, interceptors, clock);
                JsonNode output = handle(handler, function, environment, requestId, payload);
                log.addAll(captured.lines());
                return new Invocation(output, null, "", attempt, recorder.calls(), log, captured.lines());
            } catch (IOException | RuntimeException | LinkageError e) {
                failureType = e.getClass().getName();
                failure = String.valueOf(e.getMessage() == null ? e : e.getMessage());
                lastLog = captured.lines();
                log.addAll(lastLog);
            }
        }
        return new Invocation(
                Json.MAPPER.missingNode(), failure, failureType, attempts, recorder.calls(), List.copyOf(log), lastLog);
    }

    private JsonNode handle(
            RequestStreamHandler handler,
            Function function,
            Map<String, String> environment,
            String requestId,
            String payload)
            throws IOException {
        String arn = "arn:aws:lambda:%s:%s:function:%s"
                .formatted(environment.get("AWS_REGION"), environment.get("TOURNIQUET_ACCOUNT"), function.qualified());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                output,
                new FunctionContext(function, arn, requestId, clock));
        return Json.MAPPER.readTree(output.toByteArray());
    }
}
