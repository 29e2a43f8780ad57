package dev.tourniquet.replay.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function.
 *
 * @param name its physical name
 * @param handler the class that handles events
 * @param environment its variables
 * @param timeout how long an invocation may take
 * @param role the name of its role
 * @param allowedActions the actions that the role's policies allow, conditions and resources left aside
 */
public record Function(
        String name,
        String handler,
        Map<String, String> environment,
        Duration timeout,
        String role,
        List<String> allowedActions) {
    public Function {
        environment = Map.copyOf(environment);
        allowedActions = List.copyOf(allowedActions);
    }
}
