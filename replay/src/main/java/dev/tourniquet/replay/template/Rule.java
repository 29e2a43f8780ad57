package dev.tourniquet.replay.template;

import java.util.List;

/**
 * A rule of the default bus that has an event pattern.
 *
 * @param name its physical name
 * @param pattern the event pattern, JSON
 * @param functions names of the functions among its targets
 */
public record Rule(String name, String pattern, List<String> functions) {
    public Rule {
        functions = List.copyOf(functions);
    }
}
