package dev.tourniquet.localaws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** moto's own API, next to the one of AWS, and never through a proxy. */
final class AdminApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Supplier<String> diagnosis;
    private final HttpClient http = HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @param diagnosis what there is to say where a call gets no answer */
    AdminApi(URI endpoint, Supplier<String> diagnosis) {
        this.endpoint = endpoint;
        this.diagnosis = diagnosis;
    }

    void get(String path) {
        send(request(path).GET().build());
    }

    String post(String path, String body) {
        return send(request(path)
                // With a form's type the emulator would take the body for parameters and see none.
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE);
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new LocalAwsException(
                        request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new LocalAwsException("no answer from " + request.uri() + ": " + diagnosis.get(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalAwsException("interrupted while waiting for " + request.uri(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
