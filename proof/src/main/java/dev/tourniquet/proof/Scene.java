package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    /** @param function the name of the function that answers; a sample may reach several */
    public static Scene of(Path sample, String function, Template template) {
        return of(List.of(sample), List.of(function), Scene::given, template);
    }

    /**
     * A scene that a file describes: {@code samples}, {@code functions} without their prefix, and {@code given} in place of what
     * the expectations of the samples say. A function that no rule routes to is there to be invoked otherwise.
     */
    public static Scene read(Path file, Template template) {
        JsonNode described = Json.read(text(file), JsonNode.class);
        List<Path> samples = texts(described.path("samples")).map(Path::of).toList();
        List<String> names =
                texts(described.path("functions")).map("tourniquet-"::concat).toList();
        JsonNode given = described.path("given");
        return of(samples, names, given.isMissingNode() ? Scene::given : _ -> new Given(given), template);
    }

    /** Each sample is delivered to each of the functions that a rule routes it to. */
    private static Scene of(
            List<Path> samples,
            List<String> names,
            java.util.function.Function<Path, Given> givens,
            Template template) {
        Instant start = Instant.now();
        LocalAws trunk = LocalAws.start();
        World world = World.create(trunk, Clients.of(trunk, template.region()), template, new LinkedHashSet<>(names));
        Mirror mirror = new Mirror(world, template, () -> start);
        List<ObjectNode> events =
                samples.stream().map(sample -> event(sample, template)).toList();
        for (int i = 0; i < events.size(); i++) {
            mirror.add((Finding) FindingReader.read(events.get(i)), events.get(i), givens.apply(samples.get(i)));
        }
        // The emulator makes some of the account, its default VPC, only when it is first looked at.
        world.state();
        Given given = givens.apply(samples.getFirst());
        Map<String, Deployed> functions = new TreeMap<>();
        for (String name : names) {
            Function function = template.function(name).orElseThrow();
            functions.put(name, new Deployed(function, world.environment(function, given, "enforce")));
        }
        RuleMatcher rules = new RuleMatcher(template.rules());
        List<Delivery> deliveries = events.stream()
                .flatMap(event -> reached(rules, event).stream()
                        .filter(functions::containsKey)
                        .map(name -> new Delivery(Json.write(world.ids().toLocal(event)), functions.get(name))))
                .toList();
        if (deliveries.isEmpty()) {
            throw new IllegalArgumentException("no rule routes " + samples + " to any of " + names);
        }
        return new Scene(trunk, world, template, deliveries, functions, given, start);
    }

    private static Set<String> reached(RuleMatcher rules, ObjectNode event) {
        Set<String> names = new LinkedHashSet<>();
        rules.match(event).forEach(rule -> names.addAll(rule.functions()));
        return names;
    }

    private static ObjectNode event(Path sample, Template template) {
        if (!(Input.read(sample) instanceof Input.Event(Path _, ObjectNode original))) {
            throw new IllegalArgumentException(sample + " holds no event");
        }
        return Relocation.of(original, template.account(), template.region()).apply(original);
    }

    private static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Given given(Path sample) {
        return Expectation.beside(sample).map(Expectation::given).orElse(Given.NOTHING);
    }

    /** The first event. */
    public String event() {
        return deliveries.getFirst().event();
    }

    /** The function that the first event goes to. */
    public Deployed deployed() {
        return deliveries.getFirst().to();
    }

    public Function function() {
        return deployed().function();
    }

    public Map<String, String> environment() {
        return deployed().environment();
    }

    @Override
    public void close() {
        world.clients().close();
        trunk.close();
    }
}
