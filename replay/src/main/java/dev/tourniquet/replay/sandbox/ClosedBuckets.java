package dev.tourniquet.replay.sandbox;

import java.util.Set;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Refuses every call on buckets that are somebody else's or whose policy shuts the caller out. The emulator looks neither
 * at the expected owner nor, on calls that are not about objects, at the policy.
 */
final class ClosedBuckets implements ExecutionInterceptor {
    private final Set<String> names;

    ClosedBuckets(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        boolean closed = Operation.of(attributes).service().equals("s3")
                && context.request()
                        .getValueForField("Bucket", String.class)
                        .filter(names::contains)
                        .isPresent();
        if (closed) {
            throw Failure.of("AccessDenied", "Access Denied");
        }
    }
}
