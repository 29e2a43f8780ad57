package dev.tourniquet.replay.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda function.
 *
 * @param name its physical name
 * @param alias what it is invoked by; null where that is the function itself
 * @param handler the class that handles events
 * @param environment its variables
 * @param memory megabytes
 * @param timeout how long an invocation may take
 * @param role the name of its role
 * @param allowedActions the actions that the role's policies allow, conditions and resources left aside
 */
public record Function(
        String name,
        @Nullable String alias,
        String handler,
        Map<String, String> environment,
        int memory,
        Duration timeout,
        String role,
        List<String> allowedActions) {
    /** The name with the alias: what follows {@code function:} in the ARN that it is invoked by. */
    public String qualified() {
        return alias == null ? name : name + ":" + alias;
    }

    public Function {
        environment = Map.copyOf(environment);
        allowedActions = List.copyOf(allowedActions);
    }
}
