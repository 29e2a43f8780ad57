package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.Expectation;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.input.Relocation;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.RuleMatcher;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Samples, mirrored into one account that is only branched off from here on.
 *
 * @param deliveries the events in the ids of that account, each with the function that it goes to
 * @param functions all that run here, by name
 * @param given of the first sample; what it says of options holds for all
 * @param start when the first event arrives
 */
public record Scene(
        LocalAws trunk,
        World world,
        Template template,
        List<Delivery> deliveries,
        Map<String, Deployed> functions,
        Given given,
        Instant start)
        implements AutoCloseable {

    /** An event and the function that a rule routes it to. */
    public record Delivery(String event, Deployed to) {}

    /** A function with the environment in which it runs, enforcing. */
    public record Deployed(Function function, Map<String, String> environment) {}

    /** An event with what is so in the account before it. */
    public record Staged(ObjectNode event, Given given) {
        static Staged of(Path sample) {
            if (!(Input.read(sample) instanceof Input.Event(Path _, ObjectNode event))) {
                throw new IllegalArgumentException(sample + " holds no event");
            }
            return new Staged(
                    event, Expectation.beside(sample).map(Expectation::given).orElse(Given.NOTHING));
        }

        Staged in(Template template) {
            return new Staged(
                    Relocation.of(event, template.account(), template.region()).apply(event), given);
        }
    }

    /**
     * Each event is delivered to each of the functions that a rule routes it to.
     *
     * @param names of the functions; one that no rule routes to is there to be invoked otherwise
     */
    static Scene of(List<Staged> found, List<String> names, Template template) {
        List<Staged> staged = found.stream().map(each -> each.in(template)).toList();
        Instant start = Instant.now();
        LocalAws trunk = LocalAws.fresh(Clients.services());
        World world = World.create(trunk, Clients.of(trunk, template.region()), template, new LinkedHashSet<>(names));
        Mirror mirror = new Mirror(world, template, () -> start);
        staged.forEach(each -> FindingReader.read(each.event())
                .readable()
                .forEach(finding -> mirror.add(finding, each.event(), each.given())));
        // The emulator makes some of the account, its default VPC, only when it is first looked at.
        world.state();
        Given given = staged.getFirst().given();
        Map<String, Deployed> functions = new TreeMap<>();
        for (String name : names) {
            Function function = template.function(name).orElseThrow();
            functions.put(name, new Deployed(function, world.environment(function, given, "enforce")));
        }
        RuleMatcher rules = new RuleMatcher(template.rules());
        List<Delivery> deliveries = staged.stream()
                .flatMap(each -> reached(rules, each.event()).stream()
                        .filter(functions::containsKey)
                        .map(name -> new Delivery(Json.write(world.ids().toLocal(each.event())), functions.get(name))))
                .toList();
        if (deliveries.isEmpty()) {
            throw new IllegalArgumentException("no rule routes any event to any of " + names);
        }
        return new Scene(trunk, world, template, deliveries, functions, given, start);
    }

    private static Set<String> reached(RuleMatcher rules, ObjectNode event) {
        Set<String> names = new LinkedHashSet<>();
        rules.match(event).forEach(rule -> names.addAll(rule.functions()));
        return names;
    }

    /** The first event. */
    public String event() {
        return deliveries.getFirst().event();
    }

    /** The function that the first event goes to. */
    public Deployed deployed() {
        return deliveries.getFirst().to();
    }

    @Override
    public void close() {
        world.clients().close();
        trunk.close();
    }
}
