package dev.tourniquet.runtime.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tourniquet.json.Json;
import dev.tourniquet.runtime.Aws;
import dev.tourniquet.runtime.Medium;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class PrimerTest {
    private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();
    private final List<Instant> times = new ArrayList<>();
    private HttpServer server;

    /** Asks for the tables as often as the event says, and writes a journal. */
    private final class Lister implements RequestStreamHandler {
        private final Aws aws;
        private final DynamoDbClient dynamo;

        Lister(Aws aws) {
            this.aws = aws;
            this.dynamo = aws.client(DynamoDbClient.builder());
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            List<String> names = new ArrayList<>();
            int times = Json.MAPPER.readTree(input).path("tables").intValue();
            for (int time = 0; time < times; time++) {
                names.addAll(dynamo.listTables().tableNames());
            }
            PrimerTest.this.times.add(aws.clock().instant());
            aws.output().println("listed");
            output.write(Json.write(names).getBytes(StandardCharsets.UTF_8));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + ", "
                    + exchange.getRequestHeaders().getFirst("Connection"));
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Aws aws(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL", "http://localhost:" + server.getAddress().getPort(),
                "AWS_ACCESS_KEY_ID", "real",
                "AWS_SECRET_ACCESS_KEY", "real"));
        environment.putAll(more);
        return Aws.of(environment, Medium.REAL.writing(new PrintStream(journal, true, StandardCharsets.UTF_8)));
    }

    private void prime(String type, Class<?> beside) {
        Primer.prime(aws(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type)), beside, Lister::new);
    }

    @Test
    void handlesTheRecordedEventAgainAndAgainBeforeASnapshot() {
        prime("snap-start", PrimerTest.class);

        assertThat(times).hasSize(50).containsOnly(Instant.parse("2026-11-01T12:00:00Z"));
    }

    @Test
    void asksForNothingAndWithoutCredentialsOverConnectionsOfWhichNoneStaysOpen() {
        prime("snap-start", PrimerTest.class);

        assertThat(requests).hasSize(100).containsOnly("GET null, close");
        assertThat(ports).hasSize(100);
    }

    @Test
    void writesNothingIntoTheJournal() {
        prime("snap-start", PrimerTest.class);

        assertThat(journal.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-demand", "provisioned-concurrency"})
    void primesNothingWhereThereIsNoSnapshot(String type) {
        prime(type, PrimerTest.class);
        Primer.prime(aws(Map.of()), PrimerTest.class, Lister::new);

        assertThat(times).isEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void startsAllTheSameWhereThereIsNoRehearsal() {
        prime("snap-start", Json.class);

        assertThat(journal.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"kind\":\"priming\",\"failed\":\"java.io.IOException: no rehearsal.json beside dev.tourniquet.json.Json\"}\n");
    }

    @Test
    void startsAllTheSameWhereNobodyAnswers() {
        server.stop(0);

        prime("snap-start", PrimerTest.class);

        assertThat(times).hasSize(50);
        assertThat(journal.toString(StandardCharsets.UTF_8)).contains("priming", "ConnectException");
    }

    @Test
    void startsAllTheSameWhereAClassIsMissing() {
        Primer.prime(aws(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")), PrimerTest.class, aws -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThat(journal.toString(StandardCharsets.UTF_8)).contains("NoClassDefFoundError: gone");
    }

    @Test
    void answersInOrder() throws IOException {
        assertThat(Primer.rehearse(PrimerTest.class, Lister::new, 2)).isEqualTo("[\"first\",\"second\"]");
    }

    @Test
    void noticesACallThatTheRecordingDoesNotKnow() {
        assertThatIOException()
                .isThrownBy(() -> Primer.rehearse(
                        PrimerTest.class,
                        aws -> (input, output, context) -> {
                            try {
                                aws.client(DynamoDbClient.builder()).describeLimits();
                            } catch (RuntimeException expected) {
                                output.write("went on".getBytes(StandardCharsets.UTF_8));
                            }
                        },
                        1))
                .withMessage("the rehearsal has no answer to [DynamoDb.DescribeLimits]");
    }
}
