package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.ledger.Ledger;
import dev.tourniquet.localaws.LoopbackResolver;
import dev.tourniquet.runtime.DeadLetterItems;
import dev.tourniquet.runtime.DynamoLedger;
import dev.tourniquet.runtime.caller.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** In a real account, with the operator's own credentials. */
final class RealDeployed implements Deployed {
    private static final String TABLE = "tourniquet-ledger";

    private final String account;
    private final Region region;
    private final String caller;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final DynamoDbClient dynamo;
    private final LambdaClient lambda;

    private RealDeployed(
            String account, Region region, String caller, SdkHttpClient http, AwsCredentialsProvider credentials) {
        this.account = account;
        this.region = region;
        this.caller = caller;
        this.credentials = credentials;
        this.http = http;
        this.dynamo = DynamoDbClient.builder()
                .httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .build();
        this.lambda = LambdaClient.builder()
                .httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .build();
    }

    /** Opens an account that was named; nothing else of this program ever leaves the machine. */
    static Deployed open(String account, @Nullable String region, @Nullable String profile) {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("--account " + account + " is not an account id of 12 digits");
        }
        LoopbackResolver.openForOperator();
        SdkHttpClient http = UrlConnectionHttpClient.create();
        try {
            Region place = region != null ? Region.of(region) : defaultRegion(profile);
            AwsCredentialsProvider credentials =
                    DefaultCredentialsProvider.builder().profileName(profile).build();
            GetCallerIdentityResponse identity;
            try (StsClient sts = StsClient.builder()
                    .httpClient(http)
                    .region(place)
                    .credentialsProvider(credentials)
                    .build()) {
                identity = sts.getCallerIdentity();
            }
            if (!identity.account().equals(account)) {
                throw new OrderFailed(
                        Exit.CANNOT_RUN,
                        "the credentials are of account " + identity.account() + ", not of " + account
                                + ": use those of that account (--profile), or name this one");
            }
            return new RealDeployed(account, place, identity.arn(), http, credentials);
        } catch (SdkException failed) {
            http.close();
            throw new OrderFailed(Exit.CANNOT_RUN, "no access to account " + account + ": " + failed.getMessage());
        }
    }

    private static Region defaultRegion(@Nullable String profile) {
        return DefaultAwsRegionProviderChain.builder()
                .profileName(profile)
                .build()
                .getRegion();
    }

    @Override
    public String place() {
        return "account " + account + ", " + region.id();
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public List<String> responses() {
        return Operation.RESPONSES;
    }

    @Override
    public Ledger ledger() {
        return new DynamoLedger(dynamo, TABLE);
    }

    @Override
    public DeadLetterItems deadLetters() {
        return new DeadLetterItems(dynamo, TABLE);
    }

    @Override
    public JsonNode order(String response, ObjectNode command) {
        String function = "tourniquet-" + response;
        Operator operator =
                new Operator(caller, credentials.resolveCredentials(), account, region.id(), Signature.sts(region));
        return Invocations.ofResponse(lambda, function, operator.signs(command, function));
    }

    @Override
    public void close() {
        dynamo.close();
        lambda.close();
        http.close();
    }
}
