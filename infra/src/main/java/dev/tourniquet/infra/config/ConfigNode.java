package dev.tourniquet.infra.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A value of the configuration together with the path of its key, so that every error can name it. */
record ConfigNode(String path, JsonNode json) {

    ConfigurationException error(String problem) {
        return new ConfigurationException(path, problem);
    }

    /** Refuses every key that is not known: a misspelt key would otherwise silently leave a default in force. */
    ConfigNode withOnly(Collection<String> known) {
        members().forEach((key, member) -> {
            if (!known.contains(key)) {
                throw member.error("unknown key; known here are " + String.join(", ", known));
            }
        });
        return this;
    }

    Map<String, ConfigNode> members() {
        if (!json.isObject()) {
            throw error(json + " is not an object");
        }
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        json.properties().forEach(member -> members.put(member.getKey(), at(member.getKey(), member.getValue())));
        return members;
    }

    Optional<ConfigNode> find(String key) {
        return Optional.ofNullable(members().get(key));
    }

    List<ConfigNode> elements() {
        if (!json.isArray()) {
            throw error(json + " is not a list");
        }
        return IntStream.range(0, json.size())
                .mapToObj(index -> new ConfigNode(path + "[" + index + "]", json.get(index)))
                .toList();
    }

    String text() {
        if (!json.isTextual() || json.textValue().isBlank()) {
            throw error(json + " is not a text");
        }
        return json.textValue();
    }

    /** @param rule what the text must be, as the end of the sentence "... is not " */
    String textLike(String pattern, String rule) {
        String text = text();
        if (!text.matches(pattern)) {
            throw error(json + " is not " + rule);
        }
        return text;
    }

    <T> T oneOf(T[] values, Function<T, String> name) {
        String text = text();
        return Stream.of(values)
                .filter(value -> name.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> error(
                        json + " is not one of " + Stream.of(values).map(name).collect(Collectors.joining(", "))));
    }

    boolean flag() {
        if (!json.isBoolean()) {
            throw error(json + " is neither true nor false");
        }
        return json.booleanValue();
    }

    double number(double least, double most) {
        if (!json.isNumber() || json.doubleValue() < least || json.doubleValue() > most) {
            throw error("%s is not a number from %.0f to %.0f".formatted(json, least, most));
        }
        return json.doubleValue();
    }

    int integer(int least, int most) {
        if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() < least || json.intValue() > most) {
            throw error("%s is not a whole number from %d to %d".formatted(json, least, most));
        }
        return json.intValue();
    }

    int oneOf(List<Integer> values) {
        if (!json.canConvertToInt() || !json.isIntegralNumber() || !values.contains(json.intValue())) {
            throw error(json + " is not one of "
                    + values.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return json.intValue();
    }

    private ConfigNode at(String key, JsonNode value) {
        return new ConfigNode(path + "." + key, value);
    }
}
