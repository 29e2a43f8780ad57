package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class ThrottlesTest {
    private static final String THROTTLED = "ProvisionedThroughputExceededException";

    private final Deque<String> errors = new ArrayDeque<>();
    private final Aws aws = Aws.of(
            Map.of(
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "x",
                    "AWS_SECRET_ACCESS_KEY", "x",
                    "AWS_ENDPOINT_URL", "http://localhost:1"),
            Medium.WITHOUT_WAITING.over(real -> new Answering()));
    private final DynamoDbClient dynamo = aws.client(DynamoDbClient.builder());

    @Test
    void areCountedWhereARetryMadeThemGood() {
        errors.addAll(List.of(THROTTLED, THROTTLED));

        dynamo.listTables();

        assertThat(aws.throttles()).isEqualTo(2);
        assertThat(aws.calls()).isEqualTo(1);
    }

    @Test
    void areCountedWhereNoRetryDid() {
        errors.addAll(List.of(THROTTLED, THROTTLED, THROTTLED, THROTTLED));

        assertThatThrownBy(dynamo::listTables).isInstanceOf(SdkException.class);

        assertThat(aws.throttles()).isEqualTo(4);
    }

    @Test
    void areNotAllErrors() {
        errors.addAll(List.of("InternalServerError", "ValidationException"));

        assertThatThrownBy(dynamo::listTables).isInstanceOf(SdkException.class);

        assertThat(aws.throttles()).isZero();
    }

    private final class Answering implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    String error = errors.poll();
                    String body = error == null ? "{}" : "{\"__type\":\"" + error + "\"}";
                    int status = error == null ? 200 : error.startsWith("Internal") ? 500 : 400;
                    return HttpExecuteResponse.builder()
                            .response(
                                    SdkHttpResponse.builder().statusCode(status).build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
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
