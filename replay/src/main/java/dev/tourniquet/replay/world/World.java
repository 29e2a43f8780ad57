package dev.tourniquet.replay.world;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.WorldState.Part;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The local account, emptied and with the stack in it. IAM is enforced only while a function runs: the administrator's
 * calls, which make and look at resources, are not to be judged by it.
 */
public final class World {
    private final LocalAws aws;
    private final Clients clients;
    private final Template template;
    private final StandIn standIn;
    private final Ids ids;
    private final Set<String> closedBuckets;

    private World(LocalAws aws, Clients clients, Template template, Ids ids, Set<String> closedBuckets) {
        this.aws = aws;
        this.clients = clients;
        this.template = template;
        this.standIn = new StandIn(clients);
        this.ids = ids;
        this.closedBuckets = closedBuckets;
    }

    /**
     * Empties the account and deploys the stand-in of the stack into it.
     *
     * @param functions names of the functions that will run
     */
    public static World create(LocalAws aws, Clients clients, Template template, Set<String> functions) {
        World world = new World(aws, clients, template, new Ids(), new HashSet<>());
        aws.enforceIam(false);
        aws.reset();
        world.standIn.deploy(template, functions);
        return world;
    }

    /** The account as an earlier process left it, with what was missing of the stand-in of the stack; ids are as they are there. */
    public static World kept(LocalAws aws, Clients clients, Template template) {
        World world = new World(aws, clients, template, new Ids(), new HashSet<>());
        aws.enforceIam(false);
        world.standIn.complete(template);
        return world;
    }

    /** The same world in a branch of its account, with clients of that. */
    public World in(LocalAws branch, Clients ofBranch) {
        return new World(branch, ofBranch, template, ids, closedBuckets);
    }

    /** The ids of events and what they are here. */
    public Ids ids() {
        return ids;
    }

    /** The administrator's clients. */
    public Clients clients() {
        return clients;
    }

    /** From now on no function gets at this bucket. */
    public void closeBucket(String name) {
        closedBuckets.add(name);
    }

    /** The buckets that no function gets at. */
    public Set<String> closedBuckets() {
        return Set.copyOf(closedBuckets);
    }

    /** Everything that a containment may touch, as it is now. */
    public WorldState state() {
        return WorldState.joined(state(EnumSet.allOf(Part.class)).values());
    }

    /** These parts of it. */
    public Map<Part, WorldState> state(Set<Part> parts) {
        return WorldState.read(parts, clients, template.account(), closedBuckets);
    }

    /**
     * The environment in which Lambda would start {@code function}, with a session of its role.
     *
     * @param given says which actions the role lacks, and what is configured otherwise
     * @param mode the mode of the responses
     */
    public Map<String, String> environment(Function function, Given given, String mode) {
        Configuration configuration = new Configuration(given.configuration(), ids.toLocal());
        standIn.permit(function, configuration.actions(), given.denied());
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.computeIfPresent("TOURNIQUET_MODE", (_, _) -> mode);
        environment.computeIfPresent("TOURNIQUET_DEAD_LETTERS", (_, url) -> localQueue(url));
        configuration.apply(environment);
        Credentials session = clients.sts()
                .assumeRole(
                        request -> request.roleArn("arn:aws:iam::" + template.account() + ":role/" + function.role())
                                .roleSessionName(function.name()))
                .credentials();
        environment.put("AWS_REGION", template.region());
        environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", session.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
        environment.put("AWS_SESSION_TOKEN", session.sessionToken());
        return environment;
    }

    /** Does {@code work} while IAM is enforced. */
    public <T> T enforcingIam(Supplier<T> work) {
        aws.enforceIam(true);
        try {
            return work.get();
        } finally {
            aws.enforceIam(false);
        }
    }

    /** Puts what a function could not handle into its dead-letter queue, as Lambda does after the last retry. */
    public void putIntoDeadLetters(Function function, String event) {
        String url = function.environment().get("TOURNIQUET_DEAD_LETTERS");
        if (url != null) {
            clients.sqs()
                    .sendMessage(request -> request.queueUrl(localQueue(url)).messageBody(event));
        }
    }

    private String localQueue(String url) {
        return aws.endpoint() + "/" + template.account() + url.substring(url.lastIndexOf('/'));
    }
}
