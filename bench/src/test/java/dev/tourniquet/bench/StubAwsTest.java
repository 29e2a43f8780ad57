package dev.tourniquet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.runtime.priming.Rehearsal.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

final class StubAwsTest {
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final int CALLS = 20;

    @Test
    void makesEachCallWaitAndNoneForAnother() throws IOException {
        try (StubAws aws = stub(LATENCY);
                HttpClient client = HttpClient.newHttpClient()) {
            long began = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, CALLS)
                    .mapToObj(_ -> client.sendAsync(put(aws.address()), HttpResponse.BodyHandlers.ofString()))
                    .toList();
            calls.forEach(CompletableFuture::join);
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(took).isBetween(LATENCY, LATENCY.multipliedBy(CALLS / 2));
            assertThat(aws.calls()).isEqualTo(CALLS);
        }
    }

    @Test
    void makesCallsThatFollowEachOtherWaitEach() throws IOException, InterruptedException {
        try (StubAws aws = stub(LATENCY);
                HttpClient client = HttpClient.newHttpClient()) {
            long began = System.nanoTime();
            for (int call = 0; call < 3; call++) {
                client.send(put(aws.address()), HttpResponse.BodyHandlers.ofString());
            }

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(LATENCY.multipliedBy(3));
            assertThat(aws.connections()).isEqualTo(1);
        }
    }

    @Test
    void takesTheCutForArrivedBeforeItIsAnswered() throws IOException, InterruptedException {
        try (StubAws aws = stub(LATENCY);
                HttpClient client = HttpClient.newHttpClient()) {
            long began = System.nanoTime();
            client.send(put(aws.address()), HttpResponse.BodyHandlers.ofString());
            long answered = System.nanoTime();

            assertThat(aws.cut()).isBetween(began, answered - LATENCY.toNanos());
        }
    }

    @Test
    void answersTheRequestThatWasRecordedWhateverCameFirst() throws IOException {
        List<Answer> recorded = Job.ISOLATE_INSTANCE.rehearsal().answers();
        String instance = Job.ISOLATE_INSTANCE
                .rehearsal()
                .event()
                .at("/detail/resource/instanceDetails/instanceId")
                .asText();
        try (StubAws aws = new StubAws(recorded, Optional.empty(), Duration.ZERO);
                Ec2Client ec2 = ec2(aws)) {
            DescribeInstanceAttributeResponse shutdown = ec2.describeInstanceAttribute(request ->
                    request.instanceId(instance).attribute(InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR));
            DescribeInstanceAttributeResponse termination = ec2.describeInstanceAttribute(
                    request -> request.instanceId(instance).attribute(InstanceAttributeName.DISABLE_API_TERMINATION));

            assertThat(shutdown.instanceInitiatedShutdownBehavior()).isNotNull();
            assertThat(termination.disableApiTermination()).isNotNull();
        }
    }

    private static StubAws stub(Duration latency) throws IOException {
        Answer answer = new Answer("Iam.PutRolePolicy", "", 200, "text/xml", "<PutRolePolicyResponse/>");
        return new StubAws(Collections.nCopies(CALLS, answer), Optional.empty(), latency);
    }

    private static HttpRequest put(String address) {
        return HttpRequest.newBuilder(URI.create(address + "/"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString("Action=PutRolePolicy&RoleName=web"))
                .build();
    }

    private static Ec2Client ec2(StubAws aws) {
        return Ec2Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(aws.address()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }
}
