package dev.tourniquet.proof.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Rule;
import dev.tourniquet.replay.template.RuleMatcher;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** An account in the emulator with the stack and the targets of a run, to which findings are delivered. */
final class Load implements AutoCloseable {
    private static final Path SAMPLES = Path.of("events-samples", "guardduty");

    final Path templateFile = TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT);
    final Template template = TemplateReader.read(templateFile, LocalAws.ACCOUNT);
    final Clients clients;
    final World world;
    final Estate.Targets targets;
    final List<Event> events;
    final Instant start = Instant.now();
    private final Map<String, Map<String, String>> environments = new HashMap<>();
    private final RuleMatcher rules = new RuleMatcher(template.rules());

    private interface Writer {
        List<Event> write(Findings findings, Estate.Targets targets);
    }

    /** Findings by chance; {@code aws} is emptied first. */
    static Load of(LocalAws aws, Mix mix, long seed) {
        return new Load(aws, mix, seed, (findings, targets) -> findings.write(mix, targets));
    }

    /** A finding and its recurrence on one target of each kind; {@code aws} is emptied first. */
    static Load ofEachKind(LocalAws aws) {
        return new Load(aws, Mix.of(0, 4, 1, 0), 1, Findings::twice);
    }

    private Load(LocalAws aws, Mix mix, long seed, Writer writer) {
        Random random = new Random(seed);
        this.clients = Clients.of(aws, template.region());
        this.world = World.create(
                aws,
                clients,
                template,
                template.functions().stream().map(Function::name).collect(Collectors.toSet()));
        this.targets = new Estate(clients, random).make(mix);
        this.events = writer.write(new Findings(SAMPLES, random, start), targets);
        template.functions().stream()
                .filter(function -> template.rules().stream()
                        .anyMatch(rule -> rule.functions().contains(function.name())))
                .forEach(function -> environments.put(
                        function.name(), unlimited(world.environment(function, Given.NOTHING, "enforce"))));
    }

    /** The functions that events reach. */
    List<Function> functions() {
        return template.functions().stream()
                .filter(function -> environments.containsKey(function.name()))
                .toList();
    }

    /** As many as come: the load is what is measured, not how it is limited. */
    private static Map<String, String> unlimited(Map<String, String> environment) {
        Map<String, String> wide = new HashMap<>(environment);
        wide.remove("TOURNIQUET_HOURLY_LIMIT");
        wide.remove("TOURNIQUET_SHARED_LIMIT");
        return wide;
    }

    Map<String, String> environment(Function function) {
        return environments.get(function.name());
    }

    /** The functions to which the rules route an event. */
    List<Function> receivers(Event event) {
        JsonNode body = Json.read(event.body(), JsonNode.class);
        return rules.match(body).stream()
                .map(Rule::functions)
                .flatMap(List::stream)
                .distinct()
                .map(name -> template.function(name).orElseThrow())
                .toList();
    }

    /** What stands between the functions and the emulator, {@code planted} first. */
    List<ExecutionInterceptor> between(List<ExecutionInterceptor> planted) {
        List<ExecutionInterceptor> all = new ArrayList<>(planted);
        all.addAll(Sandbox.of(world, Given.NOTHING));
        return all;
    }

    /**
     * What a run came to.
     *
     * @param throttled refused attempts by service
     * @param givenUp why, for each delivery that was
     * @param drained when nothing was left to do
     */
    record Run(Journal journal, Map<String, Long> throttled, List<String> givenUp, Duration drained) {
        long throttles() {
            return throttled.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Delivers all findings, by a clock of its own.
     *
     * @param every how long after another a finding arrives
     * @param planted bugs
     * @param settings changes what the template says of deliveries
     */
    Run run(long seed, Duration every, List<ExecutionInterceptor> planted, UnaryOperator<Deployed> settings)
            throws InterruptedException {
        VirtualTime time = new VirtualTime(start);
        Account account = new Account(time, new Random(seed));
        Journal journal = new Journal();
        List<String> givenUp = new ArrayList<>();
        List<ExecutionInterceptor> between = between(planted);
        Map<String, Lambda> lambdas = functions().stream()
                .collect(Collectors.toMap(
                        Function::name,
                        function -> new Lambda(
                                account,
                                settings.apply(Deployed.of(templateFile, function.name())),
                                () -> new Warm(account, function, environment(function), between),
                                (event, why) -> {
                                    givenUp.add(why);
                                    time.outside(() -> {
                                        world.putIntoDeadLetters(function, event.body());
                                        return true;
                                    });
                                })));
        Duration after = Duration.ZERO;
        for (Event event : events) {
            Duration arrival = after;
            receivers(event)
                    .forEach(function -> time.start(() -> {
                        time.sleep(arrival);
                        lambdas.get(function.name())
                                .deliver(event, UUID.randomUUID().toString(), journal);
                    }));
            after = after.plus(every);
        }
        time.run();
        return new Run(journal, account.throttled(), givenUp, Duration.between(start, time.instant()));
    }

    /** What is not as it should be after a run. */
    List<String> violations(Journal journal) {
        return new Verdict(this, journal).violations();
    }

    /** The account as it is now. */
    Aftermath aftermath() {
        return new Aftermath(clients, environment(functions().getFirst()).get("TOURNIQUET_LEDGER"));
    }

    /** Where functions and Lambda put what they give up. */
    String deadLetters() {
        return environment(functions().getFirst()).get("TOURNIQUET_DEAD_LETTERS");
    }

    @Override
    public void close() {
        clients.close();
    }
}
