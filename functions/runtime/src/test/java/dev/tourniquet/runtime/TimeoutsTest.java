package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class TimeoutsTest {
    @Test
    void endsACallThatNobodyAnswersAndStartsNoThreadForEachClient() throws Exception {
        Set<Thread> before = timers();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Aws aws = Aws.of(
                    Map.of(
                            "AWS_REGION", "eu-west-1",
                            "AWS_ACCESS_KEY_ID", "id",
                            "AWS_SECRET_ACCESS_KEY", "secret",
                            "AWS_ENDPOINT_URL", "http://127.0.0.1:" + silent.getLocalPort()),
                    Medium.REAL);
            List<DynamoDbClient> clients = Stream.generate(() -> aws.briskClient(DynamoDbClient.builder()))
                    .limit(4)
                    .toList();

            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<?> call : clients.stream()
                        .map(client -> executor.submit(() -> client.listTables()))
                        .toList()) {
                    assertThatThrownBy(call::get).hasCauseInstanceOf(ApiCallTimeoutException.class);
                }
            }
        }

        assertThat(timers()).isEqualTo(before);
    }

    /** Those that the SDK starts for a client by itself. */
    private static Set<Thread> timers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sdk-ScheduledExecutor"))
                .collect(Collectors.toSet());
    }
}
