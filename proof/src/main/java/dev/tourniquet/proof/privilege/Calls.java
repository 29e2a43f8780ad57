package dev.tourniquet.proof.privilege;

import dev.tourniquet.replay.sandbox.Operation;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes every call that reached the wire, whatever was answered. */
final class Calls implements ExecutionInterceptor {
    private final List<MadeCall> made = new ArrayList<>();

    synchronized List<MadeCall> made() {
        return List.copyOf(made);
    }

    synchronized void forget() {
        made.clear();
    }

    @Override
    public synchronized void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        made.add(new MadeCall(Operation.of(attributes), context.request()));
    }
}
