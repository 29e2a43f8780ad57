package dev.tourniquet.runtime.priming;

import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Environment;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Connections to the endpoint of the ledger, one after another, each for one unsigned GET, which says no more than that somebody is there.
 * All but the last are of clients of their own: a client that has been connected before would take TLS up where it left off, and after a
 * restore nothing is left of that.
 */
final class Connections {
    private Connections() {}

    static void open(Aws aws, int times) throws IOException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint(aws.environment()))
                .putHeader("Connection", "close")
                .build();
        for (int time = 1; time < times; time++) {
            try (SdkHttpClient client = aws.newHttp()) {
                send(request, client);
            }
        }
        send(request, aws.http());
    }

    private static void send(SdkHttpRequest request, SdkHttpClient client) throws IOException {
        HttpExecuteResponse response = client.prepareRequest(
                        HttpExecuteRequest.builder().request(request).build())
                .call();
        if (response.responseBody().isPresent()) {
            try (var body = response.responseBody().get()) {
                body.readAllBytes();
            }
        }
    }

    private static URI endpoint(Environment environment) {
        return environment
                .optional("AWS_ENDPOINT_URL")
                .map(URI::create)
                .orElseGet(() -> URI.create("https://"
                        + DynamoDbClient.serviceMetadata().endpointFor(Region.of(environment.required("AWS_REGION")))));
    }
}
