package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A restored snapshot holds connections that ended long ago on the other side. */
@Timeout(20)
final class DeadConnectionTest {
    private static final String BODY = "{\"TableNames\":[]}";

    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                opened.incrementAndGet();
                connections.add(connection);
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void answer(Socket connection) {
        try (connection) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = connection.getOutputStream();
            while (true) {
                int length = 0;
                for (String line = reader.readLine(); line == null || !line.isEmpty(); line = reader.readLine()) {
                    if (line == null) {
                        return;
                    }
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(
                                line.substring(line.indexOf(':') + 1).strip());
                    }
                }
                reader.skip(length);
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                                + BODY.length() + "\r\n\r\n" + BODY)
                        .getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException ended) {
            // The other side, or the test, has closed it.
        }
    }

    @Test
    void makesTheCallOverANewOne() throws Exception {
        callsAgainAfterTheConnectionDied(aws().client(DynamoDbClient.builder()));
    }

    /** The call is tried once, so that the connection has to be found dead before. */
    @Test
    void makesAPatientCallOverANewOne() throws Exception {
        callsAgainAfterTheConnectionDied(aws().patientClient(DynamoDbClient.builder()));
    }

    /** As a message to people is sent, which the SDK does not try again. */
    @Test
    void makesACallThatIsNoneOfTheSdkOverANewOne() throws Exception {
        SdkHttpClient http = aws().httpOnce();

        callsAgainAfterTheConnectionDied(() -> assertThat(post(http)).isEqualTo(200));
    }

    private int post(SdkHttpClient http) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://localhost:" + server.getLocalPort()))
                .putHeader("Content-Length", String.valueOf(BODY.length()))
                .build();
        try {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(request)
                            .contentStreamProvider(ContentStreamProvider.fromUtf8String(BODY))
                            .build())
                    .call();
            try (var body = response.responseBody().orElseThrow()) {
                body.readAllBytes();
            }
            return response.httpResponse().statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void callsAgainAfterTheConnectionDied(DynamoDbClient dynamo) throws Exception {
        callsAgainAfterTheConnectionDied(
                () -> assertThat(dynamo.listTables().tableNames()).isEmpty());
    }

    private void callsAgainAfterTheConnectionDied(Runnable call) throws Exception {
        call.run();
        call.run();
        assertThat(opened)
                .as("the second call uses the connection of the first")
                .hasValue(1);

        connections.take().close();

        call.run();
        assertThat(opened).hasValue(2);
    }

    private Aws aws() {
        return Aws.of(
                Map.of(
                        "AWS_REGION", "us-east-1",
                        "AWS_ENDPOINT_URL", "http://localhost:" + server.getLocalPort(),
                        "AWS_ACCESS_KEY_ID", "any",
                        "AWS_SECRET_ACCESS_KEY", "any"),
                Medium.WITHOUT_WAITING);
    }
}
