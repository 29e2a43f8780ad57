package dev.tourniquet.runtime;

import dev.tourniquet.engine.Pause;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * What lies between a function and AWS: the network and the time. A function runs in the {@link #REAL} one; a test puts
 * something between, and need not wait.
 *
 * @param interceptors see every call
 * @param clock what time it is
 * @param pause how a function waits
 * @param http what the clients send their requests through, made of the real one
 * @param retries changes how the SDK waits before it tries again
 * @param timeouts ends calls that take too long
 * @param output where a function writes its journal
 */
public record Medium(
        List<ExecutionInterceptor> interceptors,
        InstantSource clock,
        Pause pause,
        UnaryOperator<SdkHttpClient> http,
        UnaryOperator<StandardRetryStrategy.Builder> retries,
        ScheduledExecutorService timeouts,
        Supplier<PrintStream> output) {

    /** Nothing in between. */
    public static final Medium REAL = new Medium(
            List.of(),
            InstantSource.system(),
            Pause.SLEEP,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            Timeouts.SHARED,
            () -> System.out);

    /** Where nothing takes time. */
    public static final Medium WITHOUT_WAITING = REAL.waiting(duration -> {});

    public Medium {
        interceptors = List.copyOf(interceptors);
    }

    /** With these interceptors and no others. */
    public Medium seenBy(List<ExecutionInterceptor> others) {
        return new Medium(others, clock, pause, http, retries, timeouts, output);
    }

    /** By another clock. */
    public Medium by(InstantSource other) {
        return new Medium(interceptors, other, pause, http, retries, timeouts, output);
    }

    /** With the journal written elsewhere. */
    public Medium writing(PrintStream other) {
        return new Medium(interceptors, clock, pause, http, retries, timeouts, () -> other);
    }

    /** Over another network. */
    public Medium over(UnaryOperator<SdkHttpClient> other) {
        return new Medium(interceptors, clock, pause, other, retries, timeouts, output);
    }

    /** With {@code other} in place of each pause, and the SDK trying again at once. */
    public Medium waiting(Pause other) {
        return new Medium(
                interceptors,
                clock,
                other,
                http,
                builder -> builder.backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()),
                timeouts,
                output);
    }
}
