package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.metrics.NoOpMetricCollector;

final class UnstreamedPostsTest {
    private static final String BODY = "Action=ListUsers";
    private static final MetricCollector METRICS = NoOpMetricCollector.create();

    private final AtomicReference<HttpExecuteRequest> passed = new AtomicReference<>();
    private final AtomicReference<Boolean> closed = new AtomicReference<>(false);
    private final SdkHttpClient posts = new UnstreamedPosts(new SdkHttpClient() {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            passed.set(request);
            return null;
        }

        @Override
        public String clientName() {
            return "beneath";
        }

        @Override
        public void close() {
            closed.set(true);
        }
    });

    @Test
    void takesTheLengthFromAPostAndNothingElse() throws IOException {
        posts.prepareRequest(request(SdkHttpMethod.POST, ContentStreamProvider.fromUtf8String(BODY)));

        SdkHttpRequest sent = passed.get().httpRequest();
        assertThat(sent.headers()).containsOnlyKeys("Host", "Authorization");
        assertThat(sent.getUri()).isEqualTo(URI.create("https://iam.amazonaws.com/?a=b"));
        try (InputStream body =
                passed.get().contentStreamProvider().orElseThrow().newStream()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(BODY);
        }
        assertThat(passed.get().metricCollector()).contains(METRICS);
    }

    /** The JDK would send no length with a POST that has no body, and may send a PUT again by itself unless it streams it. */
    @ParameterizedTest
    @EnumSource(names = "POST", mode = EnumSource.Mode.EXCLUDE)
    void leavesAnyOtherRequestAsItIs(SdkHttpMethod method) {
        HttpExecuteRequest request = request(method, ContentStreamProvider.fromUtf8String(BODY));

        posts.prepareRequest(request);

        assertThat(passed).hasValue(request);
    }

    @Test
    void leavesAPostWithoutABodyAsItIs() {
        HttpExecuteRequest request = request(SdkHttpMethod.POST, null);

        posts.prepareRequest(request);

        assertThat(passed).hasValue(request);
    }

    @Test
    void isOtherwiseTheClientBeneath() {
        assertThat(posts.clientName()).isEqualTo("beneath");
        posts.close();
        assertThat(closed).hasValue(true);
    }

    private static HttpExecuteRequest request(SdkHttpMethod method, ContentStreamProvider body) {
        HttpExecuteRequest.Builder request = HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create("https://iam.amazonaws.com/?a=b"))
                        .putHeader("Host", "iam.amazonaws.com")
                        .putHeader("Authorization", "AWS4-HMAC-SHA256 any")
                        .putHeader("Content-Length", String.valueOf(BODY.length()))
                        .build())
                .metricCollector(METRICS);
        Optional.ofNullable(body).ifPresent(request::contentStreamProvider);
        return request.build();
    }
}
