package dev.tourniquet.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A function's environment variables. Whatever is wrong with one is an error that names it. */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** A variable that must be set and not blank. */
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalArgumentException("environment variable " + name + " is not set"));
    }

    /** A variable that need not be set. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** A variable that must be set, read by {@code reader}, which throws IllegalArgumentException for what it refuses. */
    public <T> T required(String name, Function<String, T> reader) {
        String value = required(name);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("environment variable " + name + ": " + e.getMessage(), e);
        }
    }

    /** A list, separated by commas; empty where the variable is not set. */
    public List<String> list(String name) {
        return optional(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
