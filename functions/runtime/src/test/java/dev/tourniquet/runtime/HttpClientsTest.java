package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** In a process of its own: the JDK reads once, before its first connection, whether it may send anything again. */
final class HttpClientsTest {
    private static final Pattern KEY = Pattern.compile("Credential=(\\w+)/");
    private static final Map<String, Function<Aws, SqsClient>> CLIENTS = Map.of(
            "any", aws -> aws.client(SqsClient.builder()),
            "brisk", aws -> aws.briskClient(SqsClient.builder()),
            "patient", aws -> aws.patientClient(SqsClient.builder()));

    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private HttpServer server;

    /** Asks by each client, of which each has a key of its own, at the port that is told. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) {
            CLIENTS.forEach((key, made) -> {
                Aws aws = Aws.of(
                        Map.of(
                                "AWS_ENDPOINT_URL",
                                "http://127.0.0.1:" + arguments[0],
                                "AWS_REGION",
                                "us-east-1",
                                "AWS_ACCESS_KEY_ID",
                                key,
                                "AWS_SECRET_ACCESS_KEY",
                                "any"),
                        Medium.WITHOUT_WAITING);
                try {
                    made.apply(aws).listQueues();
                } catch (SdkException expected) {
                    // The test counts.
                }
            });
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hangUp);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void hangUp(HttpExchange exchange) throws IOException {
        Matcher key = KEY.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
        assertThat(key.find()).isTrue();
        requests.merge(key.group(1), 1, Integer::sum);
        exchange.getRequestBody().readAllBytes();
        exchange.close();
    }

    @Test
    void sendsACallAsOftenAsTheSdkMakesItWhereTheConnectionBreaks() throws Exception {
        Process asking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName(),
                        String.valueOf(server.getAddress().getPort()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(asking.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asking.exitValue()).isZero();
        assertThat(requests).isEqualTo(Map.of("any", 4, "brisk", 2, "patient", 1));
    }
}
