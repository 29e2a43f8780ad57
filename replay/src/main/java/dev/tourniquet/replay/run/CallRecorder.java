package dev.tourniquet.replay.run;

import dev.tourniquet.replay.result.ApiCall;
import dev.tourniquet.replay.sandbox.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes every AWS call of a function, with its parameters and what became of it. */
final class CallRecorder implements ExecutionInterceptor {
    private static final int LONGEST = 600;

    private final List<ApiCall> calls = new ArrayList<>();

    /** The calls so far, in the order in which they ended. */
    synchronized List<ApiCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        note(context.request(), attributes, null);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        String error = context.exception() instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode()
                : context.exception().getClass().getSimpleName();
        note(context.request(), attributes, error == null ? "failed" : error);
    }

    private synchronized void note(SdkRequest request, ExecutionAttributes attributes, @Nullable String error) {
        Operation operation = Operation.of(attributes);
        calls.add(new ApiCall(operation.service(), operation.name(), shorten(parameters(request)), error));
    }

    private static String shorten(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    private static String parameters(SdkPojo pojo) {
        return pojo.sdkFields().stream()
                .map(field -> Map.entry(field.memberName(), text(field.getValueOrDefault(pojo))))
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case SdkBytes bytes -> "(" + bytes.asByteArrayUnsafe().length + " bytes)";
            case SdkPojo pojo -> "{" + parameters(pojo) + "}";
            case Collection<?> list ->
                list.isEmpty() ? "" : list.stream().map(CallRecorder::text).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }
}
