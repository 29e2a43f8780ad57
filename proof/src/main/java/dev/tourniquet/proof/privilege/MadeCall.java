package dev.tourniquet.proof.privilege;

import dev.tourniquet.replay.sandbox.Operation;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** An API call that a function made. */
record MadeCall(Operation operation, SdkRequest request) {
    <T> T field(String name, Class<T> type) {
        return request.getValueForField(name, type)
                .orElseThrow(() -> new IllegalArgumentException(operation + " has no " + name));
    }

    boolean has(String name) {
        return request.getValueForField(name, Object.class)
                .filter(value -> !(value instanceof SdkAutoConstructList))
                .isPresent();
    }
}
