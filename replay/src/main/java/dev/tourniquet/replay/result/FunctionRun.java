package dev.tourniquet.replay.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one function did with an event, in the ids of the event.
 *
 * @param rule the rule through which the event reached it
 * @param function its name
 * @param attempts how often it was given the event
 * @param responses one for each target
 * @param calls all calls of all attempts
 * @param malformed why it took the event for no finding, or null
 * @param failure what it threw at last, or null
 * @param log what it wrote to its log
 */
public record FunctionRun(
        String rule,
        String function,
        int attempts,
        List<ResponseRun> responses,
        List<ApiCall> calls,
        @Nullable String malformed,
        @Nullable String failure,
        List<String> log) {

    /** The calls that changed something. */
    public List<ApiCall> changes() {
        return calls.stream()
                .filter(call -> call.mutating() && call.error() == null)
                .toList();
    }
}
