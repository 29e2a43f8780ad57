package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.List;
import software.amazon.event.ruler.Ruler;

/** Decides with EventBridge's own engine which rules an event reaches. */
public final class RuleMatcher {
    private final List<Rule> rules;

    public RuleMatcher(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules that match, in the template's order. */
    public List<Rule> match(JsonNode event) {
        String text = Json.write(event);
        return rules.stream().filter(rule -> matches(text, rule)).toList();
    }

    private static boolean matches(String event, Rule rule) {
        try {
            return Ruler.matchesRule(event, rule.pattern());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // The engine's own signature says no more.
            throw new IllegalArgumentException(
                    "the pattern of rule " + rule.name() + " or the event: " + e.getMessage(), e);
        }
    }
}
