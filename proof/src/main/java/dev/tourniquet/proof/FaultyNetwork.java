package dev.tourniquet.proof;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The network between a function and AWS, on which at most one call meets a fault. It remembers every call. */
public final class FaultyNetwork implements ExecutionInterceptor {
    private static final String CALL = "x-proof-call";

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Map<String, Refusals.Answer> earlier = new HashMap<>();
    private @Nullable Call victim;
    private @Nullable Fault fault;
    private int attempts;
    private boolean dead;

    /** The process is gone, whatever it was at. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** From the next invocation on; its calls are counted from 1. */
    public synchronized void arm(@Nullable Call on, @Nullable Fault with) {
        victim = on;
        fault = with;
        attempts = 0;
        calls.clear();
        occurrences.clear();
    }

    /** Begins a run, in which nothing was read yet. */
    public synchronized void forget() {
        earlier.clear();
    }

    /** A new process takes over from one that was killed. */
    public synchronized void revive() {
        dead = false;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Whether the call that a fault was meant for was made. */
    public synchronized boolean met() {
        return attempts > 0;
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        synchronized (this) {
            Call call = new Call(service, operation, occurrences.merge(service + operation, 1, Integer::sum));
            calls.add(call);
            return context.httpRequest().toBuilder()
                    .putHeader(CALL, String.valueOf(calls.size() - 1))
                    .build();
        }
    }

    SdkHttpClient over(SdkHttpClient real) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                ExecutableHttpRequest prepared = real.prepareRequest(request);
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        return send(request, prepared);
                    }

                    @Override
                    public void abort() {
                        prepared.abort();
                    }
                };
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private HttpExecuteResponse send(HttpExecuteRequest request, ExecutableHttpRequest prepared) throws IOException {
        Fault now = next(request);
        Call call = call(request);
        return switch (now) {
            case null -> remembered(request, prepared);
            case THROTTLED_ONCE, THROTTLED -> Refusals.throttled(call);
            case SERVER_ERROR -> Refusals.broken(call);
            case DENIED -> Refusals.denied(call);
            case CONNECTION_RESET -> throw new SocketException("Connection reset (injected)");
            case TIMED_OUT -> throw new SocketTimeoutException("Read timed out (injected)");
            case ANSWER_LOST, ANSWER_LOST_ONCE -> {
                if (firstAttempt()) {
                    remembered(request, prepared);
                }
                throw new SocketTimeoutException("Read timed out (injected)");
            }
            case STALE_READ -> {
                Refusals.Answer stale = earlierAnswer(request);
                yield stale == null ? remembered(request, prepared) : stale.give();
            }
            case KILLED_BEFORE -> throw killed();
            case KILLED_AFTER -> {
                remembered(request, prepared);
                throw killed();
            }
        };
    }

    private synchronized @Nullable Fault next(HttpExecuteRequest request) {
        if (dead) {
            throw new Killed();
        }
        if (!call(request).equals(victim)) {
            return null;
        }
        attempts++;
        boolean once = fault == Fault.THROTTLED_ONCE || fault == Fault.ANSWER_LOST_ONCE;
        return once && attempts > 1 ? null : fault;
    }

    private synchronized boolean firstAttempt() {
        return attempts == 1;
    }

    private synchronized Killed killed() {
        dead = true;
        return new Killed();
    }

    private synchronized Call call(HttpExecuteRequest request) {
        return calls.get(
                Integer.parseInt(request.httpRequest().firstMatchingHeader(CALL).orElseThrow()));
    }

    private synchronized Refusals.@Nullable Answer earlierAnswer(HttpExecuteRequest request) throws IOException {
        return earlier.get(key(request));
    }

    private HttpExecuteResponse remembered(HttpExecuteRequest request, ExecutableHttpRequest prepared)
            throws IOException {
        HttpExecuteResponse response = prepared.call();
        byte[] body;
        try (InputStream content =
                response.responseBody().isPresent() ? response.responseBody().get() : InputStream.nullInputStream()) {
            body = content.readAllBytes();
        }
        Refusals.Answer answer = new Refusals.Answer(response.httpResponse(), SdkBytes.fromByteArray(body));
        synchronized (this) {
            if (call(request).reads()) {
                earlier.putIfAbsent(key(request), answer);
            }
            if (dead) {
                throw new Killed();
            }
        }
        return answer.give();
    }

    private static String key(HttpExecuteRequest request) throws IOException {
        String body = "";
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream content = request.contentStreamProvider().get().newStream()) {
                body = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        SdkHttpRequest http = request.httpRequest();
        return http.method().name()
                + http.getUri()
                + http.firstMatchingHeader("X-Amz-Target").orElse("")
                + body;
    }
}
