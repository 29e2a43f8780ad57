package dev.tourniquet.proof;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Bugs that ask for something else than they should. */
final class Planted {
    private Planted() {}

    static <R extends SdkRequest> ExecutionInterceptor onRequest(Class<R> kind, UnaryOperator<R> change) {
        return new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return kind.isInstance(context.request())
                        ? change.apply(kind.cast(context.request()))
                        : context.request();
            }
        };
    }
}
