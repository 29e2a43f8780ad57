package dev.tourniquet.revokesessions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.IamException;

/** Sees every call, and answers some in place of AWS with an error. */
final class Faults implements ExecutionInterceptor {
    private record Fault(String code, int status, AtomicInteger passing, AtomicInteger failing) {}

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();

    void clear() {
        faults.clear();
        before.clear();
        after.clear();
        calls().clear();
    }

    /** The next {@code times} attempts at {@code operation}, such as {@code PutRolePolicy}, fail. */
    void answer(String operation, int status, String code, int times) {
        answer(operation, status, code, 0, times);
    }

    /** As {@link #answer(String, int, String, int)}, after {@code passing} attempts that reach AWS. */
    void answer(String operation, int status, String code, int passing, int times) {
        faults.put(operation, new Fault(code, status, new AtomicInteger(passing), new AtomicInteger(times)));
    }

    /** Somebody does {@code something} right before the next {@code operation}. */
    void before(String operation, Runnable something) {
        before.put(operation, something);
    }

    /** Somebody does {@code something} right after the next {@code operation}. */
    void after(String operation, Runnable something) {
        after.put(operation, something);
    }

    /** The operations that were called, in order. */
    synchronized List<String> calls() {
        return calls;
    }

    @Override
    public synchronized void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        calls.add(operation(context.request()));
        run(before, context.request());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        run(after, context.request());
    }

    private static void run(Map<String, Runnable> actions, Object request) {
        Runnable action = actions.remove(operation(request));
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Fault fault = faults.get(operation(context.request()));
        if (fault != null
                && fault.passing().getAndDecrement() <= 0
                && fault.failing().getAndDecrement() > 0) {
            throw IamException.builder()
                    .statusCode(fault.status())
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode(fault.code()).build())
                    .build();
        }
    }

    private static String operation(Object request) {
        return request.getClass().getSimpleName().replaceAll("Request$", "");
    }
}
