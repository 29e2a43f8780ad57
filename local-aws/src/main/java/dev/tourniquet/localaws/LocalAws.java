package dev.tourniquet.localaws;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * An AWS account on this machine: the emulator <a href="https://docs.getmoto.org">moto</a>, run as a child process as an embedded
 * database would be, or one that already runs. Its state lives in the emulator's memory and ends with it.
 *
 * <p>An SDK client needs {@code endpointOverride(aws.endpoint())}, a Region and any credentials, over the URL connection client;
 * {@link #client} sets all four. The endpoint is {@code http://localhost:<port>}: with an address S3 Control could not put the account id before the host. With
 * this module on the class path that is enough for every service, for S3 without {@code forcePathStyle} and with or without
 * {@code crossRegionAccessEnabled}: {@link LoopbackResolver} resolves the names that S3 and S3 Control make of the endpoint, {@link PathStyle} keeps
 * bucket names whole, {@link LocalOnly} refuses every other host.
 */
public final class LocalAws implements AutoCloseable {

    /** The account that the emulator plays for callers with {@link #credentials()}. */
    public static final String ACCOUNT = "123456789012";

    public static final String REGION = "us-east-1";
    public static final String ACCESS_KEY_ID = "testing";
    public static final String SECRET_ACCESS_KEY = "testing";

    /** What every screen shows: not a picture that can be looked at, but the bytes that one begins with. */
    public static final String SCREEN = "\u00ff\u00d8\u00ff\u00e0 a screen";

    private final URI endpoint;
    private final @Nullable MotoProcess process;
    private final @Nullable LocalAws origin;
    private final AdminApi admin;

    private LocalAws(URI endpoint, @Nullable MotoProcess process, @Nullable LocalAws origin) {
        this.endpoint = endpoint;
        this.process = process;
        this.origin = origin;
        this.admin = new AdminApi(endpoint, () -> process == null ? "is an emulator running there?" : process.ending());
        DirectRoute.to(endpoint.getHost());
    }

    /**
     * Starts an emulator on a free port of the loopback interface: the {@code moto_server} on the {@code PATH}, or, where there is none
     * that runs, one that is installed into {@code ~/.cache/tourniquet}. It ends with {@link #close()}, and when this JVM ends.
     *
     * @param services that it loads while the caller goes on, named as for {@link #fresh}
     * @throws LocalAwsException where neither way works; the message names both
     */
    public static LocalAws start(String... services) {
        LocalAws aws = start(MotoCommand.ofThisMachine());
        Thread.ofPlatform().daemon().name("load-local-aws").start(() -> aws.loadAll(services));
        return aws;
    }

    static LocalAws start(MotoCommand command) {
        LocalAwsException first = null;
        Optional<Path> onSearchPath = command.onSearchPath();
        if (onSearchPath.isPresent()) {
            try {
                return start(MotoProcess.start(onSearchPath.get()));
            } catch (LocalAwsException e) {
                first = e;
            }
        }
        try {
            return start(MotoProcess.start(command.installed()));
        } catch (LocalAwsException second) {
            String found = first == null ? "moto_server is not on the PATH" : first.getMessage();
            throw new LocalAwsException(
                    "No local AWS: " + found + "\nand " + second.getMessage() + "\n" + command.remedy(), second);
        }
    }

    private static LocalAws start(MotoProcess process) {
        try {
            LocalAws aws = new LocalAws(local(process.port()), process, null);
            aws.admin.get("/moto-api/config");
            return aws;
        } catch (LocalAwsException e) {
            process.end();
            throw e;
        }
    }

    /**
     * An empty account like that of {@link #start}, in some milliseconds: a branch of one emulator that this JVM starts once, which ends
     * with this JVM. Ids begin alike in all.
     *
     * @param services that the account will be asked for, named as in the scope of a signature ({@code ec2}, {@code iam},
     *     {@code elasticloadbalancing}): no first call waits for these to be loaded, which takes more than a second for EC2
     */
    public static LocalAws fresh(String... services) {
        return Trunk.branch(services);
    }

    /**
     * An emulator that runs already; {@link #close()} leaves it running.
     *
     * @throws IllegalArgumentException unless the endpoint is on this machine or on the host that the user allowed
     */
    public static LocalAws at(URI endpoint) {
        LoopbackResolver.requireLocal(endpoint);
        return new LocalAws(endpoint, null, null);
    }

    private void loadAll(String... services) {
        try {
            for (String service : services) {
                load(service);
            }
        } catch (LocalAwsException e) {
            // Ended meanwhile; or else the first call of a service says what is wrong.
        }
    }

    void load(String service) {
        admin.post("/tourniquet/load?service=" + service, "");
    }

    private static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }

    /**
     * Another account, equal to this one as it is now and independent of it from now on: the same ids, also of what is made next.
     * It costs some milliseconds, whatever is in the account. No call may be under way. It ends with {@link #close()}, and with this one.
     *
     * @throws LocalAwsException where this emulator runs already when Tourniquet finds it, which {@link #start} has not started
     */
    public LocalAws branch() {
        return new LocalAws(local(Integer.parseInt(admin.post("/tourniquet/branch?port=0", ""))), null, this);
    }

    /** Makes a branch equal again to what it branched off from, as that is now, at the same endpoint. */
    public void renew() {
        origin().admin.post("/tourniquet/branch?port=" + endpoint.getPort(), "");
    }

    private LocalAws origin() {
        if (origin == null) {
            throw new IllegalStateException("no branch of another local AWS");
        }
        return origin;
    }

    /** For {@code endpointOverride}. */
    public URI endpoint() {
        return endpoint;
    }

    /** Credentials of {@link #ACCOUNT}'s administrator. */
    public AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
    }

    /** Builds a client of this account's administrator in {@link #REGION}; the caller closes it. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, Region.of(REGION));
    }

    /** Builds a client of this account's administrator; the caller closes it. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, Region region) {
        return builder.endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Empties the account. Whether IAM is enforced stays as it is. */
    public void reset() {
        admin.post("/moto-api/reset", "");
    }

    /** From now on every call needs an IAM permission, as {@link #enforceIam(boolean)} with true. */
    public void enforceIam() {
        enforceIam(true);
    }

    /**
     * Turns on or off that a call needs an IAM permission. While it is on, {@link #credentials()} are refused too: make roles and sessions
     * first. The emulator does not evaluate conditions, and takes any resource but those of S3, SQS and IAM roles for {@code *}.
     */
    public void enforceIam(boolean enforced) {
        // The number of calls that are still free.
        admin.post("/moto-api/reset-auth", enforced ? "0" : "inf");
    }

    Optional<Long> pid() {
        return Optional.ofNullable(process).map(MotoProcess::pid);
    }

    /** Ends the emulator if this object started it; can be called again. */
    @Override
    public void close() {
        if (origin != null) {
            origin.admin.post("/tourniquet/end?port=" + endpoint.getPort(), "");
        }
        if (process != null) {
            process.close();
        }
        // It waits for what is under way, which the end of the emulator breaks off.
        admin.close();
    }
}
