package dev.tourniquet.runtime.priming;

import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Environment;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One GET, unsigned, to the endpoint of the ledger, which says no more than that it is there. */
final class Connection {
    private Connection() {}

    static void open(Aws aws) throws IOException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint(aws.environment()))
                .build();
        HttpExecuteResponse response = aws.http()
                .prepareRequest(HttpExecuteRequest.builder().request(request).build())
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
