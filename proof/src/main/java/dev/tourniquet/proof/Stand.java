package dev.tourniquet.proof;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.proof.Scene.Deployed;
import dev.tourniquet.replay.run.FunctionContext;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import dev.tourniquet.replay.world.WorldState;
import dev.tourniquet.replay.world.WorldState.Part;
import dev.tourniquet.runtime.Medium;
import dev.tourniquet.runtime.caller.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A branch of a scene in which functions run over a faulty network, by a clock of its own. A function that was started stays
 * warm for the next event, as on Lambda, unless it was killed.
 */
final class Stand implements AutoCloseable {
    /** What was changed so long ago is read as it is. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Scene scene;
    private Map<String, String> controls;
    private final LocalAws branch;
    private final World world;
    private final Memory memory = new Memory();
    final FaultyNetwork network = new FaultyNetwork(memory);
    /** The cases of all outcomes so far. */
    final Set<String> cases = new ConcurrentSkipListSet<>();

    private final Map<String, Queue<Container>> containers = new ConcurrentHashMap<>();
    private final Map<Part, WorldState> start;
    private final Map<Part, WorldState> parts = new EnumMap<>(Part.class);
    private final Set<Part> changed = EnumSet.noneOf(Part.class);
    private final UnaryOperator<SdkHttpClient> elsewhere;
    private final List<ExecutionInterceptor> planted = new ArrayList<>();
    private Instant now;

    /** Without limits: a schedule contains one target again and again. */
    public Stand(Scene scene) {
        this(scene, Map.of());
    }

    /** @param controls variables of the functions in place of those of the template */
    Stand(Scene scene, Map<String, String> controls) {
        this(scene, controls, UnaryOperator.identity());
    }

    /** @param elsewhere what answers, beyond the network, in place of the emulator */
    Stand(Scene scene, Map<String, String> controls, UnaryOperator<SdkHttpClient> elsewhere) {
        this.elsewhere = elsewhere;
        this.scene = scene;
        this.controls = Map.copyOf(controls);
        this.branch = scene.trunk().branch();
        this.world =
                scene.world().in(branch, Clients.of(branch, scene.template().region()));
        this.now = scene.start();
        this.start = world.state(EnumSet.allOf(Part.class));
        parts.putAll(start);
    }

    /** A network that remembers the reads of the others of this stand. */
    FaultyNetwork network() {
        return new FaultyNetwork(memory);
    }

    /** Begins again, in the account as the scene left it. */
    public void renew() {
        branch.renew();
        now = scene.start();
        parts.putAll(start);
        changed.clear();
        cases.clear();
        containers.clear();
        memory.forget();
        network.revive();
        network.arm(Faults.NONE);
    }

    /** From now on functions are started with these variables in place of those of the template. */
    void configure(Map<String, String> others) {
        controls = Map.copyOf(others);
        containers.clear();
    }

    /** A bug for the exploration to find. */
    public void plant(ExecutionInterceptor bug) {
        planted.add(bug);
        containers.clear();
    }

    /** Takes out what was planted. */
    void weed() {
        planted.clear();
        containers.clear();
    }

    public synchronized Instant now() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
        if (time.compareTo(SETTLED) >= 0) {
            memory.forget();
        }
    }

    /** The account now; read again are the parts that calls of functions may have changed. */
    public synchronized WorldState state() {
        parts.putAll(world.state(changed));
        changed.clear();
        return WorldState.joined(parts.values());
    }

    /** The whole account, whoever may have changed it. */
    public WorldState wholeState() {
        return world.state();
    }

    /** The administrator's. */
    Clients clients() {
        return world.clients();
    }

    /** Somebody who is no function of ours does something in the account. */
    void meddle(Consumer<Clients> with) {
        with.accept(world.clients());
        synchronized (this) {
            changed.addAll(EnumSet.allOf(Part.class));
        }
    }

    private synchronized void change(FaultyNetwork over) {
        over.calls().forEach(call -> changed.addAll(call.changes()));
    }

    /** The first event, handled by its function. */
    public JsonNode contain() {
        return invoke(scene.event(), "first");
    }

    /** One invocation of the function of the first event: what it answered, or a missing node where it threw or died. */
    public JsonNode invoke(String payload, String requestId) {
        return invoke(scene.deployed(), payload, requestId, network);
    }

    /** One invocation, over a network of its own. */
    public JsonNode invoke(Deployed deployed, String payload, String requestId, FaultyNetwork over) {
        over.revive();
        Context context = new FunctionContext(deployed.function(), arn(deployed), requestId, this::now);
        String function = deployed.function().name();
        try {
            Container container = idle(function).poll();
            if (container == null) {
                container = start(deployed);
            }
            try {
                JsonNode answer = container.handle(payload, context, over);
                answer.path("results")
                        .forEach(result ->
                                remember(result.path("report").path("caseId").asText("")));
                return answer;
            } finally {
                if (!over.isDead()) {
                    idle(function).add(container);
                }
            }
        } catch (FaultyNetwork.Killed | Exception broken) {
            return Json.MAPPER.missingNode();
        } finally {
            change(over);
        }
    }

    private Queue<Container> idle(String function) {
        return containers.computeIfAbsent(function, _ -> new ConcurrentLinkedQueue<>());
    }

    private Container start(Deployed deployed) throws ReflectiveOperationException {
        List<ExecutionInterceptor> between = new ArrayList<>(Sandbox.of(world, scene.given()));
        between.addAll(planted);
        return new Container(
                deployed.function().handler(),
                environment(deployed),
                Medium.REAL.waiting(this::pass).by(this::now).over(elsewhere),
                between);
    }

    /** The report of a release with the options of the scene, or a missing node where there is none. */
    public JsonNode release(Deployed deployed, String caseId, String requestId, FaultyNetwork over) {
        List<String> options = scene.given().releaseOptions(caseId.substring(0, caseId.indexOf('/')));
        return release(deployed, caseId, requestId, over, options);
    }

    /** The report of a release with these options, or a missing node where there is none. */
    JsonNode release(Deployed deployed, String caseId, String requestId, FaultyNetwork over, List<String> options) {
        String command = Json.write(Map.of(
                "command",
                "release",
                "caseId",
                caseId,
                "reason",
                "explored",
                "requestedBy",
                Operator.NAME,
                "options",
                options));
        return invoke(deployed, command, requestId, over).path("released");
    }

    /** As an operator signs it, with credentials that the emulator takes for the account's. */
    String signed(Map<String, Object> command) {
        return Json.write(Signature.under(
                Json.as(Json.tree(command), ObjectNode.class),
                arn(scene.deployed()),
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "explorer"),
                LocalAws.REGION,
                branch.endpoint(),
                this::now));
    }

    private static String arn(Deployed deployed) {
        return "arn:aws:lambda:" + LocalAws.REGION + ":" + LocalAws.ACCOUNT + ":function:"
                + deployed.function().name();
    }

    private Map<String, String> environment(Deployed deployed) {
        Map<String, String> here = new HashMap<>(deployed.environment());
        here.keySet().removeAll(Set.of("TOURNIQUET_HOURLY_LIMIT", "TOURNIQUET_SHARED_LIMIT"));
        here.putAll(controls);
        here.replaceAll((_, value) -> value.replace(
                scene.trunk().endpoint().toString(), branch.endpoint().toString()));
        return here;
    }

    private void remember(String caseId) {
        if (caseId.contains("/")) {
            cases.add(caseId);
        }
    }

    @Override
    public void close() {
        world.clients().close();
        branch.close();
    }
}
