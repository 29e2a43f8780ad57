package dev.tourniquet.isolateinstance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Lets one call go wrong: the n-th of an operation since it was told so. */
final class Faults implements ExecutionInterceptor {
    /** What happens to the call. */
    enum Kind {
        /** It is refused. */
        REFUSED,
        /** It is throttled, and the retries of the SDK are spent. */
        THROTTLED,
        /** It never arrives, and times out. */
        LOST,
        /** It has its effect, and times out. */
        ANSWER_LOST,
        /** The process ends before it: no call of this process gets through any more. */
        DEATH_BEFORE,
        /** The process ends after its effect. */
        DEATH_AFTER
    }

    private static final ExecutionAttribute<Kind> AFTER = new ExecutionAttribute<>("after");

    private record Fault(String operation, int number, Kind kind) {}

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private volatile @Nullable Fault fault;
    private volatile boolean dead;
    private volatile boolean fired;

    /** From now on, and nothing else. */
    void set(String operation, int number, Kind kind) {
        mend();
        fault = new Fault(operation, number, kind);
    }

    /** A new process, in which nothing goes wrong. */
    void mend() {
        counts.clear();
        dead = false;
        fired = false;
        fault = null;
    }

    /** Whether what was set has happened. */
    boolean fired() {
        return fired;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (dead) {
            throw new Wire.Killed();
        }
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        int number = counts.computeIfAbsent(operation, _ -> new AtomicInteger()).incrementAndGet();
        Fault set = fault;
        if (set == null || !set.operation().equals(operation) || set.number() != number) {
            return;
        }
        fired = true;
        switch (set.kind()) {
            case REFUSED -> throw Wire.refusal("UnauthorizedOperation");
            case THROTTLED -> throw Wire.refusal("RequestLimitExceeded");
            case LOST -> throw ApiCallTimeoutException.create(1);
            case DEATH_BEFORE -> {
                dead = true;
                throw new Wire.Killed();
            }
            case ANSWER_LOST, DEATH_AFTER -> attributes.putAttribute(AFTER, set.kind());
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        Kind kind = attributes.getAttribute(AFTER);
        if (kind == Kind.ANSWER_LOST) {
            throw ApiCallTimeoutException.create(1);
        }
        if (kind == Kind.DEATH_AFTER) {
            dead = true;
            throw new Wire.Killed();
        }
    }
}
