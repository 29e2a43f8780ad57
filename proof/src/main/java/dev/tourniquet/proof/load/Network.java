package dev.tourniquet.proof.load;

import dev.tourniquet.proof.Call;
import dev.tourniquet.proof.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The way from one process of a function to AWS: calls take their time, and are refused beyond the account's rates. */
final class Network implements ExecutionInterceptor {
    private static final String SERVICE = "x-load-service";
    private static final String OPERATION = "x-load-operation";

    private static final ExecutionAttribute<Boolean> HELD = new ExecutionAttribute<>("held");

    /** The SDK's time-outs run by the real clock, by which a thread waits for all others here. No call runs into them by ours. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final Account account;
    private final Map<String, Integer> calls = new TreeMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private Instant deadline = Instant.MAX;
    private int refused;

    /**
     * A call.
     *
     * @param call service and operation
     * @param at when it was sent
     */
    record Sent(String call, Instant at) {}

    /** The invocation has used up its time, and Lambda ends the process. */
    static final class TimedOut extends Error {
        private static final long serialVersionUID = 1L;
    }

    Network(Account account) {
        this.account = account;
    }

    /** Begins an invocation. */
    void until(Instant end) {
        deadline = end;
        calls.clear();
        sent.clear();
        refused = 0;
    }

    /** The calls of this invocation that were let through, by service and operation. */
    Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }

    /** All calls of this invocation in the order in which they were sent. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** How many attempts of this invocation were refused. */
    int refused() {
        return refused;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        AwsRequest request = (AwsRequest) context.request();
        AwsRequestOverrideConfiguration patient = request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .apiCallTimeout(NEVER)
                .apiCallAttemptTimeout(NEVER)
                .build();
        return request.toBuilder().overrideConfiguration(patient).build();
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return context.httpRequest().toBuilder()
                .putHeader(SERVICE, attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
                .putHeader(OPERATION, attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                .build();
    }

    /** What corrects the emulator's answers, from here to the end of the call, makes calls of its own. */
    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        account.time().hold();
        attributes.putAttribute(HELD, true);
        return context.response();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        release(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        release(attributes);
    }

    private void release(ExecutionAttributes attributes) {
        if (attributes.getAttribute(HELD) != null) {
            attributes.putAttribute(HELD, null);
            account.time().release();
        }
    }

    SdkHttpClient over(SdkHttpClient real) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                ExecutableHttpRequest prepared = real.prepareRequest(request);
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() {
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

    private HttpExecuteResponse send(HttpExecuteRequest request, ExecutableHttpRequest prepared) {
        String service = request.httpRequest().firstMatchingHeader(SERVICE).orElseThrow();
        String operation = request.httpRequest().firstMatchingHeader(OPERATION).orElseThrow();
        sent.add(new Sent(service + ":" + operation, account.time().instant()));
        account.time().sleep(account.latency(service));
        if (account.time().instant().isAfter(deadline)) {
            throw new TimedOut();
        }
        String call =
                service + ":" + operation + (service.equals("Ec2") && narrowed(request) ? RateLimits.NARROWED : "");
        if (!account.lets(call)) {
            refused++;
            return Refusals.throttled(new Call(service, operation, 1));
        }
        calls.merge(call, 1, Integer::sum);
        return account.time().outside(() -> read(prepared));
    }

    private static boolean narrowed(HttpExecuteRequest request) {
        try (InputStream content = request.contentStreamProvider().orElseThrow().newStream()) {
            String body = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return body.contains("&Filter.") || body.contains("&MaxResults=");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole, so that nobody waits for the rest of it later. */
    private static HttpExecuteResponse read(ExecutableHttpRequest prepared) {
        try {
            HttpExecuteResponse response = prepared.call();
            try (InputStream body = response.responseBody().isPresent()
                    ? response.responseBody().get()
                    : InputStream.nullInputStream()) {
                return Refusals.Answer.of(response.httpResponse(), body.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
