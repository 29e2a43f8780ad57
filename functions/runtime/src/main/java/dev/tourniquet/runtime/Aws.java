package dev.tourniquet.runtime;

import dev.tourniquet.engine.CallWatch;
import dev.tourniquet.engine.Pause;
import dev.tourniquet.runtime.caller.Signature;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/**
 * The AWS that a function talks to: its environment, and clients that are all set up alike. {@code AWS_ENDPOINT_URL}
 * sends every call to one address, as in the SDK itself; that is how the local AWS is reached.
 */
public final class Aws {
    /** How long a call may take that must not be made twice. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long any other may be without an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Environment environment;
    private final Medium medium;
    private final SdkHttpClient http;
    private final SdkHttpClient patientHttp;
    private final AwsCredentialsProvider credentials;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong throttles = new AtomicLong();
    private final WatchedCalls watched = new WatchedCalls();

    private Aws(Environment environment, Medium medium) {
        this.environment = environment;
        this.medium = medium;
        this.http = newHttp();
        // Longer than the time that a patient call has, which is to end it.
        this.patientHttp = medium.http().apply(HttpClients.patientClient(PATIENCE.plusSeconds(5)));
        this.credentials = credentials(environment);
    }

    /** As the process finds it: how Lambda starts a function. */
    public static Aws ofProcess() {
        return of(System.getenv(), Medium.REAL);
    }

    /** As told. */
    public static Aws of(Map<String, String> environment, Medium medium) {
        return new Aws(new Environment(environment), medium);
    }

    /** The environment variables. */
    public Environment environment() {
        return environment;
    }

    /** What time it is. */
    public InstantSource clock() {
        return medium.clock();
    }

    /** Where a function writes its journal. */
    public PrintStream output() {
        return medium.output().get();
    }

    /** How a function waits. */
    public Pause pause() {
        return medium.pause();
    }

    /** How many API calls were made so far, each counted once however often it was retried. */
    public long calls() {
        return calls.get();
    }

    /** How many attempts so far AWS answered with a throttling error, also those that a retry made good. */
    public long throttles() {
        return throttles.get();
    }

    CallWatch watch() {
        return watched;
    }

    /** The HTTP client below all clients of AWS, for what is not AWS. It follows no redirect, and waits ten seconds for an answer. */
    public SdkHttpClient http() {
        return http;
    }

    /**
     * Makes an HTTP client like {@link #http()} for what must not be sent twice: before each call it looks whether the connection
     * still stands.
     */
    public SdkHttpClient httpOnce() {
        return medium.http().apply(HttpClients.patientClient(SILENCE));
    }

    /** Where STS listens. */
    URI sts() {
        return environment
                .optional("AWS_ENDPOINT_URL")
                .map(URI::create)
                .orElseGet(() -> Signature.sts(Region.of(environment.required("AWS_REGION"))));
    }

    /** Builds a client like {@link #client(AwsClientBuilder)}, over another HTTP client: the common one knows no PATCH. */
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder, SdkHttpClient over) {
        return client(builder, medium.http().apply(over), 4, Duration.ofSeconds(15), Duration.ofSeconds(8));
    }

    /** Builds a client: standard retries (4 attempts), 15 seconds for a call with all its attempts, 8 for one. */
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, http, 4, Duration.ofSeconds(15), Duration.ofSeconds(8));
    }

    /**
     * Builds a client for calls that must not be made twice: one attempt, of 30 seconds. A call without an idempotency token
     * that is given up too early and made again has its effect twice.
     */
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C patientClient(B builder) {
        return client(builder, patientHttp, 1, PATIENCE, PATIENCE);
    }

    /** Builds a client for calls that are made again at once, or by the caller: two attempts, 5 seconds for both, 2.5 for one. */
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C briskClient(B builder) {
        return client(builder, http, 2, Duration.ofSeconds(5), Duration.ofMillis(2500));
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
            B builder, SdkHttpClient over, int attempts, Duration all, Duration each) {
        environment.optional("AWS_ENDPOINT_URL").map(URI::create).ifPresent(builder::endpointOverride);
        return builder.region(Region.of(environment.required("AWS_REGION")))
                .credentialsProvider(credentials)
                .httpClient(over)
                .overrideConfiguration(override -> {
                    StandardRetryStrategy.Builder retries =
                            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(attempts);
                    override.retryStrategy(medium.retries().apply(retries).build());
                    override.apiCallTimeout(all)
                            .apiCallAttemptTimeout(each)
                            .scheduledExecutorService(medium.timeouts());
                    override.addExecutionInterceptor(new Counter());
                    override.addExecutionInterceptor(watched);
                    override.addMetricPublisher(new Throttles());
                    medium.interceptors().forEach(override::addExecutionInterceptor);
                })
                .build();
    }

    /** Another one like {@link #http()}, which has no connection yet and knows of no earlier one; the caller closes it. */
    public SdkHttpClient newHttp() {
        return medium.http().apply(HttpClients.client(SILENCE));
    }

    /**
     * Under SnapStart Lambda hands out keys at an address, which is asked anew where those of the snapshot are over; else in
     * variables.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html#snapstart-credentials">SnapStart</a>
     */
    private static AwsCredentialsProvider credentials(Environment environment) {
        if (environment.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
            return ContainerCredentialsProvider.create();
        }
        String id = environment.required("AWS_ACCESS_KEY_ID");
        String secret = environment.required("AWS_SECRET_ACCESS_KEY");
        return StaticCredentialsProvider.create(environment
                .optional("AWS_SESSION_TOKEN")
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
    }

    private final class Counter implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            calls.incrementAndGet();
        }
    }

    /** The SDK's interceptors see the last attempt of a call only; its metrics know each. */
    private final class Throttles implements MetricPublisher {
        @Override
        public void publish(MetricCollection call) {
            call.children().stream()
                    .filter(attempt ->
                            attempt.metricValues(CoreMetric.ERROR_TYPE).contains("Throttling"))
                    .forEach(attempt -> throttles.incrementAndGet());
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
