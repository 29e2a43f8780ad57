package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the emulator listens, over HTTP as such. It checks no signatures unless it enforces IAM. */
final class EmulatorServerTest {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private static LocalAws aws;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        aws = LocalAws.fresh("s3");
        send("PUT", "/shelf", BodyPublishers.noBody());
    }

    @AfterAll
    static void close() {
        aws.close();
        HTTP.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoscaling",
                "dynamodb",
                "ec2",
                "elasticloadbalancing",
                "events",
                "iam",
                "s3",
                "secretsmanager",
                "sns",
                "sqs",
                "sts"
            })
    void loadsWhatIsCalled(String service) throws IOException, InterruptedException {
        assertThat(send("POST", "/tourniquet/load?service=" + service, BodyPublishers.noBody())
                        .body())
                .isEmpty();
    }

    @Test
    void saysWhatItCouldNotLoad() throws IOException, InterruptedException {
        assertThat(send("POST", "/tourniquet/load?service=teapot", BodyPublishers.noBody())
                        .body())
                .startsWith("teapot /: ");
    }

    @Test
    void takesABodyThatComesInChunks() throws IOException, InterruptedException {
        String text = "a long text, ".repeat(10_000);
        BodyPublisher chunked =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(send("PUT", "/shelf/chunked", chunked).statusCode()).isEqualTo(200);

        assertThat(get("/shelf/chunked").body()).isEqualTo(text);
    }

    @Test
    void invitesABodyThatWaitsForThat() throws IOException, InterruptedException {
        HttpRequest request = request("/shelf/expected")
                .expectContinue(true)
                .PUT(BodyPublishers.ofString("text"))
                .build();

        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(get("/shelf/expected").body()).isEqualTo("text");
    }

    @Test
    void saysOfWhatLengthABodyIsThatItDoesNotSend() throws IOException, InterruptedException {
        send("PUT", "/shelf/book", BodyPublishers.ofString("text"));

        HttpResponse<String> head = send("HEAD", "/shelf/book", BodyPublishers.noBody());

        assertThat(head.headers().firstValue("Content-Length")).contains("4");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void readsPathsInEveryScript() throws IOException, InterruptedException {
        send("PUT", "/shelf/%C3%BC/%E2%82%AC%2B", BodyPublishers.ofString("text"));

        assertThat(get("/shelf?list-type=2").body()).contains("<Key>ü/€+</Key>");
    }

    @Test
    void answersWhereItDoesNotKnowTheOperation() throws IOException, InterruptedException {
        HttpRequest request = request("/", "sqs")
                .header("X-Amz-Target", "AmazonSQS.Nothing")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("Traceback");
    }

    @Test
    void outlivesCallersThatGoWithoutAWord() throws IOException, InterruptedException {
        for (String words : new String[] {"", "GET", "GET / HTTP/1.1\r\nHost: localhost\r\n"}) {
            try (Socket socket =
                    new Socket(aws.endpoint().getHost(), aws.endpoint().getPort())) {
                socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertThat(get("/shelf").statusCode()).isEqualTo(200);
    }

    @Test
    void answersManyThatComeAtOnce() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(
                                _ -> HTTP.sendAsync(request("/shelf").build(), HttpResponse.BodyHandlers.discarding()))
                        .toList())
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    private static HttpResponse<String> send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        return HTTP.send(request(path).method(method, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return request(path, "s3");
    }

    private static HttpRequest.Builder request(String path, String service) {
        return HttpRequest.newBuilder(URI.create(aws.endpoint() + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/" + service + "/aws4_request");
    }
}
