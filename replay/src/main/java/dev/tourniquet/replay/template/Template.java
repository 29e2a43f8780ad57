package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What replay needs of a synthesized stack, all intrinsic functions resolved.
 *
 * @param account the account that it is for
 * @param region the Region that it is for
 * @param rules the rules of the default bus, in the template's order
 * @param functions all functions
 * @param tables the properties of the DynamoDB tables
 * @param buses names of event buses
 * @param queues names of queues
 */
public record Template(
        String account,
        String region,
        List<Rule> rules,
        List<Function> functions,
        List<JsonNode> tables,
        List<String> buses,
        List<String> queues) {
    public Template {
        rules = List.copyOf(rules);
        functions = List.copyOf(functions);
        tables = List.copyOf(tables);
        buses = List.copyOf(buses);
        queues = List.copyOf(queues);
    }

    /** The function of this name. */
    public Optional<Function> function(String name) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .findFirst();
    }
}
