package dev.tourniquet.engine;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.text.PlainText;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function that would not contain, or could not put on record what it does; the message says why and what to do. It leaves the
 * function, so that Lambda tries again and at last puts the command into the dead-letter queue.
 */
public final class SelfTestFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private SelfTestFailed(String response, String what, String remedy, Throwable cause) {
        super(PlainText.of("self-test of " + response + " failed: " + what + ". " + remedy), cause);
    }

    static SelfTestFailed because(String response, List<CallFailed> calls) {
        return new SelfTestFailed(
                response,
                calls.stream()
                        .map(call -> String.valueOf(call.getMessage()))
                        .distinct()
                        .collect(Collectors.joining("; ")),
                calls.stream().map(SelfTestFailed::remedy).distinct().collect(Collectors.joining(" "))
                        + " Then try it: tourniquet self-test.",
                calls.getFirst());
    }

    static SelfTestFailed because(String response, String what, String remedy) {
        return new SelfTestFailed(response, what, remedy, null);
    }

    private static String remedy(CallFailed call) {
        return call.remedy().orElseGet(() -> switch (call.kind()) {
            case DENIED ->
                "Find out what refuses " + call.action()
                        + " (the function's role, a service control policy, the policy of the resource or its key).";
            case RETRYABLE -> "See whether AWS is disturbed, or throttles this account.";
            case REJECTED -> "See what the function's log says, and that what it asks for is there.";
        });
    }
}
