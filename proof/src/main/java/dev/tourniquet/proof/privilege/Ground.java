package dev.tourniquet.proof.privilege;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.input.Input;
import dev.tourniquet.replay.input.Relocation;
import dev.tourniquet.replay.mirror.Mirror;
import dev.tourniquet.replay.template.RuleMatcher;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** An account in which one act plays again and again, each time from the same start. */
final class Ground implements AutoCloseable {
    private final Act act;
    private final Template template;
    private final LocalAws origin;
    private final LocalAws branch;
    private final World world;
    private final String event;
    private final Functions functions;
    private final Set<String> cases = new TreeSet<>();

    /** What was said and called in one run. */
    record Run(List<Said> said, List<MadeCall> calls) {}

    Ground(LocalAws trunk, Template template, Act act) {
        this.act = act;
        this.template = template;
        this.origin = trunk.branch();
        try (Clients clients = Clients.of(origin, template.region())) {
            ObjectNode local = local();
            World first = World.create(origin, clients, template, functions(local));
            new Mirror(first, template, InstantSource.system())
                    .add((Finding) FindingReader.read(local), local, act.given());
            this.event = Json.write(first.ids().toLocal(local));
            this.branch = origin.branch();
            this.world = first.in(branch, Clients.of(branch, template.region()));
            this.functions = new Functions(template, world);
        }
    }

    /** Those that run in the act: its own, and the one that answers the event. */
    private Set<String> functions(ObjectNode local) {
        return Stream.concat(Stream.of(Account.PREFIX + act.function()), responders(local))
                .collect(Collectors.toSet());
    }

    private Stream<String> responders(JsonNode local) {
        return new RuleMatcher(template.rules()).match(local).stream().flatMap(rule -> rule.functions().stream());
    }

    private ObjectNode local() {
        if (!(Input.read(act.sample()) instanceof Input.Event(var _, ObjectNode original))) {
            throw new IllegalArgumentException(act.sample() + " holds no event");
        }
        return Relocation.of(original, template.account(), template.region()).apply(original);
    }

    /** A bug of the functions. */
    void plant(ExecutionInterceptor bug) {
        functions.plant(bug);
    }

    Act act() {
        return act;
    }

    World world() {
        return world;
    }

    /** The whole act. */
    Run run() {
        return run(Set.of(), _ -> false);
    }

    /**
     * The act until something is enough.
     *
     * @param lacking actions that the role of the act's function lacks, other than in the template
     */
    Run run(Set<String> lacking, Predicate<Said> enough) {
        branch.renew();
        cases.clear();
        functions.begin();
        Given given = Act.lacking(act.withoutConfiguration(), lacking);
        List<Said> said = new ArrayList<>();
        for (Supplier<Said> next : invocations(given)) {
            said.add(next.get());
            if (enough.test(said.getLast())) {
                break;
            }
        }
        return new Run(said, functions.calls());
    }

    private List<Supplier<Said>> invocations(Given given) {
        return switch (act.script()) {
            case CONTAIN_AND_RELEASE ->
                List.of(
                        () -> invoke(act.function(), given, "{"),
                        () -> invoke(act.function(), given, event),
                        () -> invoke(act.function(), given, event),
                        () -> invoke(act.function(), given, "{\"command\": \"search\"}"),
                        () -> inspect(given),
                        () -> release(given));
            case RELEASE_AFTER_OPTIONS_WERE_OFF -> {
                invoke(act.function(), act.given(), event);
                functions.forget();
                yield List.of(() -> release(given));
            }
            case REPUBLISH -> {
                invoke(responder(), Act.lacking(act.withoutConfiguration(), Set.of("events:PutEvents")), event);
                functions.forget();
                functions.pass(Duration.ofHours(1));
                yield List.of(() -> invoke(act.function(), given, "{}"));
            }
            case SELF_TEST -> List.of(() -> invoke(act.function(), given, "{\"command\": \"self-test\"}"));
            case PRUNE -> List.of(() -> invoke(act.function(), given, "{}"));
            case SORT -> List.of(() -> invoke(act.function(), given, event));
            case TELL -> List.of(() -> invoke(act.function(), given, Elsewhere.ANNOUNCEMENT));
        };
    }

    /** How many announcements wait in the ledger. */
    long waiting() {
        return world
                .clients()
                .dynamo()
                .scanPaginator(request -> request.tableName(
                        template.tables().getFirst().path("TableName").asText()))
                .items()
                .stream()
                .filter(item -> item.containsKey("outbox"))
                .count();
    }

    private String responder() {
        return responders(Json.read(event, JsonNode.class))
                .findFirst()
                .orElseThrow()
                .substring(Account.PREFIX.length());
    }

    private Said inspect(Given given) {
        return invoke(act.function(), given, Json.write(Map.of("command", "inspect", "caseIds", cases)));
    }

    /** Of all cases, in one answer. */
    private Said release(Given given) {
        ArrayNode released = Json.MAPPER.createArrayNode();
        StringBuilder thrown = new StringBuilder();
        StringBuilder log = new StringBuilder();
        for (String caseId : cases) {
            ObjectNode command = Json.MAPPER.createObjectNode();
            command.put("command", "release").put("caseId", caseId);
            command.put("reason", "tried out").put("requestedBy", "proof");
            given.releaseOptions().forEach(command.putArray("options")::add);
            Said said = invoke(act.function(), given, Json.write(command));
            released.add(said.answer().path("released"));
            thrown.append(said.thrown());
            log.append(said.log());
        }
        return new Said(Json.MAPPER.createObjectNode().set("released", released), thrown.toString(), log.toString());
    }

    /** Remembers what cases there are. */
    private Said invoke(String module, Given given, String payload) {
        Said said = functions.invoke(module, given, payload);
        said.answer()
                .path("results")
                .valueStream()
                .map(result -> result.path("report").path("caseId").asText("-"))
                .filter(caseId -> !caseId.equals("-"))
                .forEach(cases::add);
        return said;
    }

    @Override
    public void close() {
        world.clients().close();
        branch.close();
        origin.close();
    }
}
