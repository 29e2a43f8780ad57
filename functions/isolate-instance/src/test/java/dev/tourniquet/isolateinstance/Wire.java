package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Sees every call that the function makes, and can stand in its way. */
final class Wire implements ExecutionInterceptor {
    private static final Set<String> READS = Set.of("Query", "PutEvents", "PutItem");

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Consumer<SdkRequest>> before = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<SdkResponse>> answers = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();

    /** The function is killed at this point, whatever it holds in its hands. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Checks that {@code thrown} is, or was caused by, the function's being killed. */
    static void killed(Throwable thrown) {
        assertThat(thrown.getCause() == null ? thrown : thrown.getCause()).isInstanceOf(Killed.class);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        calls.add(operation);
        most.merge(operation, running(operation).incrementAndGet(), Math::max);
        before.getOrDefault(operation, _ -> {}).accept(context.request());
    }

    /** Answers {@code operation} with a fault of the service although it was carried out. */
    Wire loseAnswers(String operation) {
        lost.add(operation);
        return this;
    }

    Wire keepAnswers(String operation) {
        lost.remove(operation);
        return this;
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return lost.contains(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                ? context.httpResponse().toBuilder().statusCode(503).build()
                : context.httpResponse();
    }

    /** Shows the function {@code change} of what is answered to {@code operation}. */
    Wire answer(String operation, UnaryOperator<SdkResponse> change) {
        answers.put(operation, change);
        return this;
    }

    /** Shows the function what is answered to {@code operation} again. */
    Wire answerTruly(String operation) {
        answers.remove(operation);
        return this;
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return answers.getOrDefault(
                        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), UnaryOperator.identity())
                .apply(context.response());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        running(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)).decrementAndGet();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        running(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)).decrementAndGet();
    }

    private AtomicInteger running(String operation) {
        return running.computeIfAbsent(operation, _ -> new AtomicInteger());
    }

    /** How many calls of {@code operation} ran at once at the most. */
    int most(String operation) {
        return most.getOrDefault(operation, 0);
    }

    /** Makes each call of {@code operation} take its time. */
    Wire slowly(String operation) {
        return before(operation, () -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Runs {@code action} in front of each call of {@code operation}. */
    Wire before(String operation, Runnable action) {
        return beforeRequest(operation, _ -> action.run());
    }

    /** Runs {@code action} in front of the first call of {@code operation}, and of no other that is made at the same time. */
    Wire beforeFirst(String operation, Runnable action) {
        AtomicBoolean over = new AtomicBoolean();
        return before(operation, () -> {
            if (!over.getAndSet(true)) {
                action.run();
            }
        });
    }

    /** Shows {@code action} each request of {@code operation} before it is sent. */
    Wire beforeRequest(String operation, Consumer<SdkRequest> action) {
        before.put(operation, action);
        return this;
    }

    Wire refuse(String operation, String code) {
        return before(operation, () -> {
            throw refusal(code);
        });
    }

    static AwsServiceException refusal(String code) {
        return Ec2Exception.builder()
                .statusCode(code.equals("UnauthorizedOperation") ? 403 : 400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    Wire deny(String operation) {
        return refuse(operation, "UnauthorizedOperation");
    }

    Wire allow(String operation) {
        before.remove(operation);
        return this;
    }

    List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Calls that change something of the account, in their order. */
    List<String> changes() {
        return calls().stream()
                .filter(call -> !call.startsWith("Describe") && !call.startsWith("Get") && !READS.contains(call))
                .toList();
    }

    long count(String operation) {
        return calls().stream().filter(operation::equals).count();
    }

    void forget() {
        calls.clear();
    }
}
