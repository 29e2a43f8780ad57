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
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A local account as a replay left it, in which functions can be invoked. */
public final class KeptAccount implements AutoCloseable {
    private static final String OPERATOR = "SecurityOperator";
    private static final String ANYBODY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}""";

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

    /**
     * Somebody who signs.
     *
     * @param arn of the session
     */
    public record Person(String arn, AwsSessionCredentials credentials) {}

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

    /**
     * Who works on the account from a terminal: a session of a role of its own, since the emulator takes no signature of its administrator while IAM
     * is enforced.
     */
    public Person operator() {
        try {
            clients.iam().createRole(request -> request.roleName(OPERATOR).assumeRolePolicyDocument(ANYBODY));
        } catch (EntityAlreadyExistsException again) {
            // Of an earlier command.
        }
        AssumeRoleResponse session = clients.sts()
                .assumeRole(request -> request.roleArn("arn:aws:iam::" + template.account() + ":role/" + OPERATOR)
                        .roleSessionName("local"));
        Credentials keys = session.credentials();
        return new Person(
                session.assumedRoleUser().arn(),
                AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
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
