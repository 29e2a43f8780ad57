package dev.tourniquet.runtime;

import dev.tourniquet.engine.CallWatch;
import dev.tourniquet.plan.CallFailed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Sees the calls of all clients, in whichever thread, while somebody watches. */
final class WatchedCalls implements ExecutionInterceptor, CallWatch {
    /** Where IAM abbreviates a service otherwise than the SDK. */
    private static final Map<String, String> SERVICES = Map.of(
            "elasticloadbalancingv2", "elasticloadbalancing",
            "eventbridge", "events",
            "s3control", "s3");

    /** Where an action is not called like its operation. */
    private static final Map<String, String> ACTIONS = Map.of(
            "s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock",
            "s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock",
            "s3:ListBuckets", "s3:ListAllMyBuckets");

    private static final String READ = "what a plan reads";

    private volatile @Nullable Notes notes;

    private record Notes(Set<String> answered, Queue<CallFailed> failed) {}

    @Override
    public <T> Seen<T> during(Supplier<T> work) {
        Notes taken = new Notes(new ConcurrentSkipListSet<>(), new ConcurrentLinkedQueue<>());
        notes = taken;
        try {
            T result = work.get();
            return new Seen<>(result, List.copyOf(taken.answered()), List.copyOf(taken.failed()));
        } finally {
            notes = null;
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        Notes taken = notes;
        if (taken != null) {
            taken.answered().add(action(attributes));
        }
    }

    /** What AWS rejects for what it asks about, most often something that is not there, it has answered. */
    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        Notes taken = notes;
        if (taken == null) {
            return;
        }
        String action = action(attributes);
        CallFailed failed = context.exception() instanceof SdkException e
                ? Calls.failed(action, READ, e)
                : new CallFailed(
                        action,
                        READ,
                        context.exception().getClass().getSimpleName(),
                        CallFailed.Kind.RETRYABLE,
                        context.exception());
        if (failed.kind() == CallFailed.Kind.REJECTED) {
            taken.answered().add(action);
        } else {
            taken.failed().add(failed);
        }
    }

    private static String action(ExecutionAttributes attributes) {
        String service = attributes
                .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        return ACTIONS.getOrDefault(
                service + ":" + operation, SERVICES.getOrDefault(service, service) + ":" + operation);
    }
}
