package dev.tourniquet.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.sandbox.Sandbox;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import dev.tourniquet.replay.world.World;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A local account as a replay left it, in which functions can be invoked. */
public final class KeptAccount implements AutoCloseable {
    private final Template template;
    private final Clients clients;
    private final World world;
    private final Lambda lambda = new Lambda(InstantSource.system());

    /**
     * What became of an invocation.
     *
     * @param output missing where it failed
     * @param failure why it failed, null where it did not
     * @param failureType the class of the failure, as Lambda names it; empty where it did not fail
     */
    public record Ran(JsonNode output, @Nullable String failure, String failureType) {}

    private KeptAccount(Template template, Clients clients, World world) {
        this.template = template;
        this.clients = clients;
        this.world = world;
    }

    /** The account in {@code aws}, in which {@code template} was deployed. */
    public static KeptAccount of(LocalAws aws, Template template) {
        Clients clients = Clients.of(aws, template.region());
        return new KeptAccount(template, clients, World.kept(aws, clients, template));
    }

    /** Who the administrator is. */
    public String caller() {
        return clients.sts().getCallerIdentity().arn();
    }

    public DynamoDbClient dynamo() {
        return clients.dynamo();
    }

    /** Invokes a function once, as an operator does. */
    public Ran invoke(String name, String payload) {
        Function function = template.function(name)
                .orElseThrow(() -> new IllegalArgumentException("no function is called " + name));
        var environment = world.environment(
                function, Given.NOTHING, function.environment().getOrDefault("TOURNIQUET_MODE", "observe"));
        var sandbox = Sandbox.of(world, Given.NOTHING);
        Invocation invocation = world.enforcingIam(() -> lambda.invokeOnce(function, environment, sandbox, payload));
        return invocation.failure() == null
                ? new Ran(invocation.output(), null, "")
                : new Ran(MissingNode.getInstance(), invocation.failure(), invocation.failureType());
    }

    @Override
    public void close() {
        clients.close();
    }
}
