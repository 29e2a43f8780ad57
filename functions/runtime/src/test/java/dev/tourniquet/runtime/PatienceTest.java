package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How often, and for how long, a client tries. */
final class PatienceTest {
    private final AtomicInteger attempts = new AtomicInteger();
    private HttpServer server;
    private int status = 200;
    private long millis;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            attempts.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            pause();
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aClientTriesAgain() {
        status = 503;
        SqsClient client = aws().client(SqsClient.builder());

        assertThatThrownBy(client::listQueues).isInstanceOf(SdkException.class);

        assertThat(attempts).hasValue(4);
    }

    @Test
    void aPatientClientTriesOnce() {
        status = 503;
        SqsClient client = aws().patientClient(SqsClient.builder());

        assertThatThrownBy(client::listQueues).isInstanceOf(SdkException.class);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aPatientClientWaitsLongerThanAnyOtherWould() {
        millis = 11_000;
        SqsClient client = aws().patientClient(SqsClient.builder());

        assertThat(client.listQueues().queueUrls()).isEmpty();

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aBriskClientTriesTwice() {
        status = 503;
        SqsClient client = aws().briskClient(SqsClient.builder());

        assertThatThrownBy(client::listQueues).isInstanceOf(SdkException.class);

        assertThat(attempts).hasValue(2);
    }

    private Aws aws() {
        return Aws.of(
                Map.of(
                        "AWS_ENDPOINT_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "testing",
                        "AWS_SECRET_ACCESS_KEY",
                        "testing"),
                Medium.REAL);
    }

    private void pause() {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
