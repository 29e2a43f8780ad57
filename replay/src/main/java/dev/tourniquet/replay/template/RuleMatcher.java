package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Decides with EventBridge's own engine which rules an event reaches. */
public final class RuleMatcher {
    private final List<Rule> rules;
    private final Machine machine = Machine.builder().build();

    /** Throws IllegalArgumentException where the engine does not take a pattern. */
    public RuleMatcher(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.rules.forEach(this::add);
    }

    private void add(Rule rule) {
        try {
            machine.addRule(rule.name(), rule.pattern());
        } catch (IOException e) {
            throw new IllegalArgumentException("the pattern of rule " + rule.name() + ": " + e.getMessage(), e);
        }
    }

    /** The rules that match, in the template's order. */
    public List<Rule> match(JsonNode event) {
        List<String> names = names(Json.write(event));
        return rules.stream().filter(rule -> names.contains(rule.name())).toList();
    }

    private List<String> names(String event) {
        try {
            return machine.rulesForJSONEvent(event);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // The engine's own signature says no more.
            throw new IllegalArgumentException("the event: " + e.getMessage(), e);
        }
    }
}
