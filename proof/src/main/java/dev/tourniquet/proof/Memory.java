package dev.tourniquet.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What reads were answered first: the answer that a stale read gives again. */
final class Memory {
    private final Map<String, Refusals.Answer> answers = new HashMap<>();

    /** Keeps {@code answer}, unless an earlier one is known. */
    public synchronized void keep(HttpExecuteRequest request, Refusals.Answer answer) throws IOException {
        answers.putIfAbsent(key(request), answer);
    }

    /** What the same read was answered before; null where it was not made. */
    public synchronized Refusals.@Nullable Answer recall(HttpExecuteRequest request) throws IOException {
        return answers.get(key(request));
    }

    /** So much time has passed that no read is stale any more. */
    public synchronized void forget() {
        answers.clear();
    }

    private static String key(HttpExecuteRequest request) throws IOException {
        String body = "";
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream content = request.contentStreamProvider().get().newStream()) {
                body = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        SdkHttpRequest http = request.httpRequest();
        return http.method().name()
                + http.getUri()
                + http.firstMatchingHeader("X-Amz-Target").orElse("")
                + body;
    }
}
