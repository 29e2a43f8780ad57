package dev.tourniquet.proof;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The network between a function and AWS, on which calls meet faults. It remembers every call. */
final class FaultyNetwork implements ExecutionInterceptor {
    private static final String CALL = "x-proof-call";

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Memory memory;
    private final Map<Integer, Integer> attempts = new HashMap<>();
    private final Set<Integer> met = new HashSet<>();
    private final List<Call> reached = new ArrayList<>();
    private Faults faults = Faults.NONE;
    private Turns turns = Turns.AT_ONCE;
    private boolean dead;

    FaultyNetwork() {
        this(new Memory());
    }

    /** @param memory of what was read, over this network and others */
    FaultyNetwork(Memory memory) {
        this.memory = memory;
    }

    /** The process is gone, whatever it was at. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** From the next invocation on; its calls are counted anew. */
    public synchronized void arm(Faults next) {
        faults = next;
        attempts.clear();
        met.clear();
        reached.clear();
        calls.clear();
        occurrences.clear();
    }

    /** Every attempt of a call waits for its turn. */
    public synchronized void takeTurns(Turns with) {
        turns = with;
    }

    /** A new process takes over from one that was killed. */
    public synchronized void revive() {
        dead = false;
    }

    /** Whether the process was killed. */
    public synchronized boolean isDead() {
        return dead;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The calls that the service has seen, answered or not. */
    public synchronized List<Call> reached() {
        return List.copyOf(reached);
    }

    /** How many calls met the fault that was meant for them. */
    public synchronized int met() {
        return met.size();
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        return numbered(service, operation, context.httpRequest());
    }

    private synchronized SdkHttpRequest numbered(String service, String operation, SdkHttpRequest request) {
        calls.add(new Call(service, operation, occurrences.merge(service + operation, 1, Integer::sum)));
        return request.toBuilder()
                .putHeader(CALL, String.valueOf(calls.size() - 1))
                .build();
    }

    /** What no client of AWS sends, but the function itself: each attempt is a call. */
    private HttpExecuteRequest ofNoClient(HttpExecuteRequest asked) {
        return HttpExecuteRequest.builder()
                .request(numbered(Call.WEBHOOK, "Post", asked.httpRequest()))
                .contentStreamProvider(asked.contentStreamProvider().orElse(null))
                .build();
    }

    /** The request as it goes over this network. */
    ExecutableHttpRequest prepare(HttpExecuteRequest asked, ExecutableHttpRequest real) {
        HttpExecuteRequest request =
                asked.httpRequest().firstMatchingHeader(CALL).isPresent() ? asked : ofNoClient(asked);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(request, real);
            }

            @Override
            public void abort() {
                real.abort();
            }
        };
    }

    private HttpExecuteResponse send(HttpExecuteRequest request, ExecutableHttpRequest prepared) throws IOException {
        Runnable end = turns().take();
        try {
            return sendNow(request, prepared);
        } finally {
            end.run();
        }
    }

    private HttpExecuteResponse sendNow(HttpExecuteRequest request, ExecutableHttpRequest prepared) throws IOException {
        int number = number(request);
        Call call = call(number);
        return switch (next(call, number)) {
            case null -> remembered(request, prepared);
            case THROTTLED_ONCE, THROTTLED -> Refusals.throttled(call);
            case SERVER_ERROR -> Refusals.broken(call);
            case DENIED -> Refusals.denied(call);
            case CONNECTION_RESET -> throw new SocketException("Connection reset (injected)");
            case TIMED_OUT -> throw new SocketTimeoutException("Read timed out (injected)");
            case ANSWER_LOST, ANSWER_LOST_ONCE -> {
                remembered(request, prepared);
                throw new SocketTimeoutException("Read timed out (injected)");
            }
            case STALE_READ -> stale(request, prepared, number);
            case KILLED_BEFORE -> throw killed();
            case KILLED_AFTER -> {
                remembered(request, prepared);
                throw killed();
            }
        };
    }

    private synchronized Turns turns() {
        return turns;
    }

    private synchronized @Nullable Fault next(Call call, int number) {
        if (dead) {
            throw new Killed();
        }
        Fault fault = faults.on(call, number);
        if (fault == null || !fault.canHappenTo(call)) {
            return null;
        }
        if (fault != Fault.STALE_READ) {
            met.add(number);
        }
        boolean once = fault == Fault.THROTTLED_ONCE || fault == Fault.ANSWER_LOST_ONCE;
        return attempts.merge(number, 1, Integer::sum) > 1 && once ? null : fault;
    }

    private synchronized Killed killed() {
        dead = true;
        return new Killed();
    }

    private static int number(HttpExecuteRequest request) {
        return Integer.parseInt(request.httpRequest().firstMatchingHeader(CALL).orElseThrow());
    }

    private synchronized Call call(int number) {
        return calls.get(number);
    }

    /** A read that was not made before cannot be stale: it is answered, and counts as none. */
    private HttpExecuteResponse stale(HttpExecuteRequest request, ExecutableHttpRequest prepared, int number)
            throws IOException {
        Refusals.Answer stale = memory.recall(request);
        if (stale == null) {
            return remembered(request, prepared);
        }
        meet(number);
        return stale.give();
    }

    private synchronized void meet(int number) {
        met.add(number);
    }

    private HttpExecuteResponse remembered(HttpExecuteRequest request, ExecutableHttpRequest prepared)
            throws IOException {
        HttpExecuteResponse response = prepared.call();
        reach(number(request));
        byte[] body;
        try (InputStream content =
                response.responseBody().isPresent() ? response.responseBody().get() : InputStream.nullInputStream()) {
            body = content.readAllBytes();
        }
        Refusals.Answer answer = new Refusals.Answer(response.httpResponse(), SdkBytes.fromByteArray(body));
        if (call(number(request)).reads()) {
            memory.keep(request, answer);
        }
        if (isDead()) {
            throw new Killed();
        }
        return answer.give();
    }

    private synchronized void reach(int number) {
        reached.add(calls.get(number));
    }
}
