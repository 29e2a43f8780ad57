package dev.tourniquet.replay.run;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Makes a new instance of a function's handler, as after a cold start. */
@FunctionalInterface
public interface Starter {
    /** The classes of this program. */
    Starter CLASS_PATH = (function, environment, between, clock) -> instance(
            function,
            () -> Class.forName(function.handler())
                    .getConstructor(Aws.class)
                    .newInstance(Aws.of(
                            environment, Medium.WITHOUT_WAITING.seenBy(between).by(clock))));

    /**
     * Starts a function.
     *
     * @param between what sees the calls of the function
     */
    RequestStreamHandler start(
            Function function,
            Map<String, String> environment,
            List<ExecutionInterceptor> between,
            InstantSource clock);

    /** Makes an object by reflection. */
    @FunctionalInterface
    interface Making {
        Object make() throws ReflectiveOperationException;
    }

    /** What is made of {@code function}, or a sentence that says why it cannot be. */
    static RequestStreamHandler instance(Function function, Making making) {
        try {
            Object handler = making.make();
            if (handler instanceof RequestStreamHandler streaming) {
                return streaming;
            }
            throw new IllegalStateException(function.handler() + " does not handle events");
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(function.handler() + " does not start: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    function.handler() + ", the handler of " + function.name() + ", cannot be started: " + e, e);
        }
    }
}
