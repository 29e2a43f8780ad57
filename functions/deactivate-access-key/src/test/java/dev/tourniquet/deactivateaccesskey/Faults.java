package dev.tourniquet.deactivateaccesskey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;

/** Sees every call, and answers some in place of AWS with an error: the one that is left when all retries are spent. */
final class Faults implements ExecutionInterceptor {
    private record Fault(String code, int status, AtomicInteger passing, AtomicInteger failing) {}

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final Map<String, Runnable> beforeEach = new ConcurrentHashMap<>();
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** When the next key that is asked for was last used, by S3 in Ireland; null where moto says. */
    volatile @Nullable Instant lastUsed;

    /** The next list of keys is empty, as a stale replica's may be. */
    volatile boolean hidesKeysOnce;

    void clear() {
        hidesKeysOnce = false;
        lastUsed = null;
        faults.clear();
        before.clear();
        beforeEach.clear();
        after.clear();
        calls.clear();
    }

    /** The next {@code times} calls of {@code operation}, such as {@code PutUserPolicy}, fail. */
    void answer(String operation, int status, String code, int times) {
        answer(operation, status, code, 0, times);
    }

    /** As {@link #answer(String, int, String, int)}, after {@code passing} calls that reach AWS. */
    void answer(String operation, int status, String code, int passing, int times) {
        faults.put(operation, new Fault(code, status, new AtomicInteger(passing), new AtomicInteger(times)));
    }

    /** From now on every call of {@code operation} reaches AWS. */
    void mend(String operation) {
        faults.remove(operation);
    }

    /** Somebody does {@code something} right before the next {@code operation}. */
    void before(String operation, Runnable something) {
        before.put(operation, something);
    }

    /** Somebody does {@code something} right before every {@code operation}. */
    void beforeEach(String operation, Runnable something) {
        beforeEach.put(operation, something);
    }

    /** Somebody does {@code something} right after the next {@code operation}. */
    void after(String operation, Runnable something) {
        after.put(operation, something);
    }

    /** The operations that were called, in order. */
    List<String> calls() {
        return calls;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = operation(context.request());
        calls.add(operation);
        run(before.remove(operation));
        run(beforeEach.get(operation));
        Fault fault = faults.get(operation);
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

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        run(after.remove(operation(context.request())));
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return switch (context.response()) {
            case GetAccessKeyLastUsedResponse found
            when lastUsed != null ->
                found.toBuilder()
                        .accessKeyLastUsed(use ->
                                use.lastUsedDate(lastUsed).serviceName("s3").region("eu-west-1"))
                        .build();
            case ListAccessKeysResponse found
            when hidesKeysOnce -> {
                hidesKeysOnce = false;
                yield found.toBuilder().accessKeyMetadata(List.of()).build();
            }
            default -> context.response();
        };
    }

    private static void run(@Nullable Runnable action) {
        if (action != null) {
            action.run();
        }
    }

    private static String operation(Object request) {
        return request.getClass().getSimpleName().replaceAll("Request$", "");
    }
}
