package dev.tourniquet.proof;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.run.FunctionContext;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import dev.tourniquet.replay.world.WorldState;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** A branch of a scene in which a function runs over a faulty network, by a clock of its own. */
public final class Stand implements AutoCloseable {
    private final Scene scene;
    private final LocalAws branch;
    private final World world;
    private final Map<String, String> environment;
    public final FaultyNetwork network = new FaultyNetwork();
    public final Set<String> cases = new TreeSet<>();
    private final List<ExecutionInterceptor> planted = new ArrayList<>();
    private Instant now;

    public Stand(Scene scene) {
        this.scene = scene;
        this.branch = scene.trunk().branch();
        this.world =
                scene.world().in(branch, Clients.of(branch, scene.template().region()));
        this.environment = new HashMap<>(scene.environment());
        environment.replaceAll((_, value) -> value.replace(
                scene.trunk().endpoint().toString(), branch.endpoint().toString()));
        this.now = scene.start();
    }

    /** Begins again, in the account as the scene left it. */
    public void renew() {
        branch.renew();
        now = scene.start();
        cases.clear();
        network.forget();
        network.revive();
        network.arm(null, null);
    }

    /** A bug for the exploration to find. */
    public void plant(ExecutionInterceptor bug) {
        planted.add(bug);
    }

    public synchronized Instant now() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    public WorldState state() {
        return world.state();
    }

    /** One invocation: what the function answered, or a missing node where it threw or died. */
    public JsonNode invoke(String payload, String requestId) {
        network.revive();
        List<ExecutionInterceptor> between = new ArrayList<>(Sandbox.of(world, scene.given()));
        between.addAll(planted);
        between.add(network);
        Medium medium =
                Medium.REAL.waiting(this::pass).seenBy(between).by(this::now).over(network::over);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler(Aws.of(environment, medium))
                    .handleRequest(
                            new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                            output,
                            new FunctionContext(scene.function(), "arn:aws:lambda:-", requestId, this::now));
            JsonNode answer = Json.MAPPER.readTree(output.toByteArray());
            answer.path("results")
                    .forEach(result ->
                            remember(result.path("report").path("caseId").asText("")));
            return answer;
        } catch (FaultyNetwork.Killed | Exception broken) {
            return Json.MAPPER.missingNode();
        }
    }

    private void remember(String caseId) {
        if (!caseId.isEmpty()) {
            cases.add(caseId);
        }
    }

    private RequestStreamHandler handler(Aws aws) throws ReflectiveOperationException {
        return Class.forName(scene.function().handler())
                .asSubclass(RequestStreamHandler.class)
                .getConstructor(Aws.class)
                .newInstance(aws);
    }

    @Override
    public void close() {
        world.clients().close();
        branch.close();
    }
}
