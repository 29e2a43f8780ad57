package dev.tourniquet.replay.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.replay.input.Texts;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which id of an event is which id of the local account. AWS chooses ids, so that those of an event cannot be kept. */
public final class Ids {
    private final Map<String, String> localByEvent = new LinkedHashMap<>();
    private final Map<String, String> eventByLocal = new LinkedHashMap<>();

    /** Remembers that {@code event} is {@code local}. */
    public void put(String event, String local) {
        localByEvent.put(event, local);
        eventByLocal.put(local, event);
    }

    /** The local id. */
    public Optional<String> local(String event) {
        return Optional.ofNullable(localByEvent.get(event));
    }

    /** All of them, local id by event id, in the order in which they were made. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(localByEvent);
    }

    /** {@code text} with every id of the event replaced by the local one. */
    public UnaryOperator<String> toLocal() {
        return replacing(localByEvent);
    }

    /** {@code text} with every local id replaced by that of the event. */
    public UnaryOperator<String> toEvent() {
        return replacing(eventByLocal);
    }

    /** The tree with local ids. */
    public JsonNode toLocal(JsonNode node) {
        return Texts.map(node, toLocal());
    }

    /** The tree with the ids of the event. */
    public JsonNode toEvent(JsonNode node) {
        return Texts.map(node, toEvent());
    }

    /** In one pass, the longest first, and only where no letter or digit adjoins: {@code i-1a} is in {@code eni-1a} and in {@code i-1ab}. */
    private static UnaryOperator<String> replacing(Map<String, String> replacements) {
        if (replacements.isEmpty()) {
            return UnaryOperator.identity();
        }
        Map<String, String> fixed = Map.copyOf(replacements);
        String alternatives = fixed.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Pattern pattern = Pattern.compile("(?<![A-Za-z0-9])(?:" + alternatives + ")(?![A-Za-z0-9])");
        return text -> pattern.matcher(text).replaceAll(id -> Matcher.quoteReplacement(fixed.get(id.group())));
    }
}
