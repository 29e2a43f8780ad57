package dev.tourniquet.replay.priming;

import dev.tourniquet.runtime.priming.Label;
import dev.tourniquet.runtime.priming.Rehearsal.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Passes requests on and writes down what is answered. */
record RecordingHttp(SdkHttpClient real, List<Answer> answers) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest passedOn = real.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = passedOn.call();
                byte[] body = body(response);
                answers.add(new Answer(
                        Label.call(request),
                        Label.request(request),
                        response.httpResponse().statusCode(),
                        response.httpResponse()
                                .firstMatchingHeader("Content-Type")
                                .orElse("text/plain"),
                        new String(body, StandardCharsets.UTF_8)));
                return HttpExecuteResponse.builder()
                        .response(response.httpResponse())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                        .build();
            }

            @Override
            public void abort() {
                passedOn.abort();
            }
        };
    }

    private static byte[] body(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (InputStream body = response.responseBody().get()) {
            return body.readAllBytes();
        }
    }

    @Override
    public void close() {
        real.close();
    }
}
