package dev.tourniquet.replay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Lets calls fail with the error codes that a sample wants: every time, or the first times. */
final class FailingCalls implements ExecutionInterceptor {
    private final Map<String, String> always = new HashMap<>();
    private final Map<String, Deque<String>> first = new HashMap<>();

    /** @param errors an error code by operation, or a list of them for as many calls */
    FailingCalls(JsonNode errors) {
        errors.properties().forEach(error -> {
            if (error.getValue().isArray()) {
                Deque<String> codes = first.computeIfAbsent(error.getKey(), _ -> new ArrayDeque<>());
                error.getValue().forEach(code -> codes.add(code.asText()));
            } else {
                always.put(error.getKey(), error.getValue().asText());
            }
        });
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String operation = Operation.of(attributes).toString();
        String code = first.getOrDefault(operation, new ArrayDeque<>()).poll();
        code = code == null ? always.get(operation) : code;
        if (code != null) {
            throw Failure.of(code, "as the sample wants it");
        }
    }
}
