package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** With whose keys calls are signed. The SDK reads the address of its own accord, here from properties. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class CredentialsTest {
    private static final String URI = "aws.containerCredentialsFullUri";
    private static final String TOKEN = "aws.containerAuthorizationToken";
    private static final Pattern KEY = Pattern.compile("Credential=([^/]+)/");

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> signedBy = new ArrayList<>();

    private HttpServer lambda;

    @BeforeEach
    void start() throws IOException {
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/credentials", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = answers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        lambda.start();
        System.setProperty(URI, address());
        System.setProperty(TOKEN, "the token");
    }

    @AfterEach
    void stop() {
        System.clearProperty(URI);
        System.clearProperty(TOKEN);
        lambda.stop(0);
    }

    /** The snapshot holds the keys of its making; it is restored when these are over. */
    @Test
    void areAskedForAnewWhereThoseOfTheSnapshotAreOver() throws InterruptedException {
        answers.add(keys("SNAPSHOT", Instant.now().minus(Duration.ofHours(5))));
        answers.add(keys("GOOD", Instant.now().plus(Duration.ofHours(6))));
        DynamoDbClient dynamo = client(underSnapStart());
        dynamo.listTables();
        // So long does the SDK keep what it was given although it was over.
        Thread.sleep(1_200);

        dynamo.listTables();
        dynamo.listTables();

        assertThat(signedBy).containsExactly("SNAPSHOT", "GOOD", "GOOD");
        assertThat(asked).hasSize(2);
    }

    @Test
    void areAskedForAMinuteBeforeTheyAreOver() throws InterruptedException {
        answers.add(keys("ENDING", Instant.now().plusMillis(61_500)));
        answers.add(keys("GOOD", Instant.now().plus(Duration.ofHours(6))));
        DynamoDbClient dynamo = client(underSnapStart());
        dynamo.listTables();
        Thread.sleep(1_800);

        dynamo.listTables();

        assertThat(signedBy).containsExactly("ENDING", "GOOD");
    }

    @Test
    void areAskedForWithTheTokenThatLambdaGave() {
        answers.add(keys("GOOD", Instant.now().plus(Duration.ofHours(6))));

        client(underSnapStart()).listTables();

        assertThat(asked).containsExactly("the token");
    }

    /** A variable that was there when the snapshot was made says what held then. */
    @Test
    void areThoseOfTheAddressWhereThereAreVariablesToo() {
        answers.add(keys("GOOD", Instant.now().plus(Duration.ofHours(6))));
        Map<String, String> both = new HashMap<>(underSnapStart());
        both.putAll(variables());

        client(both).listTables();

        assertThat(signedBy).containsExactly("GOOD");
    }

    @Test
    void areThoseOfTheVariablesWhereThereIsNoAddress() {
        client(variables()).listTables();

        assertThat(signedBy).containsExactly("VARIABLE");
        assertThat(asked).isEmpty();
    }

    @Test
    void areMissedWhenAFunctionStarts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Aws.of(Map.of("AWS_REGION", "us-east-1"), Medium.WITHOUT_WAITING))
                .withMessageContaining("AWS_ACCESS_KEY_ID");
    }

    private String address() {
        return "http://127.0.0.1:" + lambda.getAddress().getPort() + "/credentials";
    }

    private Map<String, String> underSnapStart() {
        return Map.of("AWS_REGION", "us-east-1", "AWS_CONTAINER_CREDENTIALS_FULL_URI", address());
    }

    private static Map<String, String> variables() {
        return Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "VARIABLE", "AWS_SECRET_ACCESS_KEY", "x");
    }

    private DynamoDbClient client(Map<String, String> environment) {
        Map<String, String> nowhere = new HashMap<>(environment);
        nowhere.put("AWS_ENDPOINT_URL", "http://localhost:1");
        return Aws.of(nowhere, Medium.WITHOUT_WAITING.over(real -> new Recording()))
                .client(DynamoDbClient.builder());
    }

    private static String keys(String id, Instant expiration) {
        return "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"x\",\"Token\":\"x\",\"Expiration\":\"%s\"}"
                .formatted(id, expiration);
    }

    /** Answers every call, and notes by whom it is signed. */
    private final class Recording implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            Matcher key = KEY.matcher(
                    request.httpRequest().firstMatchingHeader("Authorization").orElse(""));
            signedBy.add(key.find() ? key.group(1) : "nobody");
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {
                    // It is answered at once.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
