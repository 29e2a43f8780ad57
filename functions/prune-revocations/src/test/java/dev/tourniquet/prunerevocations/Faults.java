package dev.tourniquet.prunerevocations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.model.IamException;

/** Sees every call, and answers some in place of IAM with AccessDenied. */
final class Faults implements ExecutionInterceptor {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Runnable> before = new HashMap<>();
    private Predicate<SdkRequest> denied = request -> false;

    void clear() {
        calls.clear();
        before.clear();
        denied = request -> false;
    }

    void deny(Predicate<SdkRequest> which) {
        denied = which;
    }

    /** Somebody does {@code something} right before the next {@code operation}, such as {@code GetRolePolicy}. */
    void before(String operation, Runnable something) {
        before.put(operation, something);
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = context.request().getClass().getSimpleName().replaceAll("Request$", "");
        calls.add(operation);
        Runnable something = before.remove(operation);
        if (something != null) {
            something.run();
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (denied.test(context.request())) {
            throw IamException.builder()
                    .statusCode(403)
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode("AccessDenied").build())
                    .build();
        }
    }
}
