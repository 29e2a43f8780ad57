package dev.tourniquet.replay.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Over the wire, against a stand-in that answers as Lambda's API reference says. */
final class InvocationsTest {
    private static final String FUNCTION = "tourniquet-isolate-instance";
    private static final String ITSELF = "/2015-03-31/functions/" + FUNCTION + "/invocations";
    private static final String LIVE = ITSELF + "?Qualifier=live";
    private static final JsonNode COMMAND = Json.tree(Map.of("command", "inventory"));

    private final Map<String, Answer> answers = new HashMap<>();
    private final List<String> invoked = new CopyOnWriteArrayList<>();

    private HttpServer server;
    private LambdaClient lambda;

    private record Answer(int status, String error, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String address = exchange.getRequestURI().toString();
            invoked.add(address);
            Answer answer = answers.getOrDefault(
                    address, new Answer(404, "ResourceNotFoundException", "{\"Message\":\"Function not found\"}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (!answer.error().isEmpty()) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.error());
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        lambda = LambdaClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        lambda.close();
        server.stop(0);
    }

    private JsonNode order() {
        return Invocations.ofResponse(lambda, FUNCTION, COMMAND);
    }

    private void failsWith(int exit, String... message) {
        assertThatExceptionOfType(OrderFailed.class).isThrownBy(this::order).satisfies(failed -> {
            assertThat(failed.exitCode()).isEqualTo(exit);
            assertThat(failed.getMessage()).contains(message);
        });
    }

    @Test
    void goToTheVersionThatIsInUse() {
        answers.put(LIVE, new Answer(200, "", "{\"by\":\"live\"}"));
        answers.put(ITSELF, new Answer(200, "", "{\"by\":\"latest\"}"));

        assertThat(order().path("by").asText()).isEqualTo("live");
        assertThat(invoked).containsExactly(LIVE);
    }

    /** As an account has it that was deployed to before there was an alias. */
    @Test
    void goToTheFunctionItselfWhereThereIsNoAlias() {
        answers.put(ITSELF, new Answer(200, "", "{\"by\":\"latest\"}"));

        assertThat(order().path("by").asText()).isEqualTo("latest");
        assertThat(invoked).containsExactly(LIVE, ITSELF);
    }

    @Test
    void sayThatAResponseIsNotDeployed() {
        assertThatExceptionOfType(OrderFailed.class).isThrownBy(this::order).satisfies(failed -> {
            assertThat(failed.isNotDeployed()).isTrue();
            assertThat(failed.getMessage()).isEqualTo(FUNCTION + " is not deployed here");
        });
    }

    /** A right to the function itself is none to its alias. */
    @Test
    void nameTheAliasWhereTheyAreDenied() {
        answers.put(LIVE, new Answer(403, "AccessDeniedException", "{\"Message\":\"no identity-based policy\"}"));
        answers.put(ITSELF, new Answer(200, "", "{\"by\":\"latest\"}"));

        failsWith(Exit.DENIED, "not allowed to invoke " + FUNCTION + ":live", "no identity-based policy");
        assertThat(invoked).containsExactly(LIVE);
    }

    /** The function itself may be of another version than the one in use. */
    @Test
    void takeNoOtherVersionForOneThatIsNotReady() {
        answers.put(LIVE, new Answer(409, "SnapStartNotReadyException", "{\"Message\":\"Lambda is initializing\"}"));
        answers.put(ITSELF, new Answer(200, "", "{\"by\":\"latest\"}"));

        failsWith(Exit.CANNOT_RUN, FUNCTION + ":live", "nothing was done", "again in a few minutes");
        assertThat(invoked).isNotEmpty().allMatch(LIVE::equals);
    }

    @Test
    void tellWhatTheFunctionBrokeOffWith() {
        server.removeContext("/");
        server.createContext("/", exchange -> {
            byte[] body =
                    "{\"errorType\":\"java.lang.Error\",\"errorMessage\":\"no luck\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        failsWith(Exit.CANNOT_RUN, FUNCTION + " broke off: no luck");
    }
}
