package dev.tourniquet.runtime;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP client of the functions, in one place: {@code bench} puts another in its place to compare the two. */
final class HttpClients {
    private HttpClients() {}

    /** One that waits no longer than {@code silence} for an answer. */
    static SdkHttpClient client(Duration silence) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(silence)
                .build();
    }
}
