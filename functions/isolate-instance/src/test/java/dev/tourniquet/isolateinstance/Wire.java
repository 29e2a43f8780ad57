package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Sees every call that the function makes, and can stand in its way. */
final class Wire implements ExecutionInterceptor {
    private static final Set<String> READS = Set.of("Query", "PutEvents", "PutItem");

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();

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
        before.getOrDefault(operation, () -> {}).run();
    }

    /** Runs {@code action} in front of each call of {@code operation}. */
    Wire before(String operation, Runnable action) {
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
                .filter(call -> !call.startsWith("Describe") && !READS.contains(call))
                .toList();
    }

    long count(String operation) {
        return calls().stream().filter(operation::equals).count();
    }

    void forget() {
        calls.clear();
    }
}
