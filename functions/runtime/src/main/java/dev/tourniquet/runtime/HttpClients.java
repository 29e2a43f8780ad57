package dev.tourniquet.runtime;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP clients of the functions, in one place: {@code bench} puts others in their place to compare them. */
final class HttpClients {
    static {
        // How often a call is made is for the SDK to decide, which knows what may be made twice.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private HttpClients() {}

    /** One for calls that may be tried again; it waits no longer than {@code silence} for an answer. */
    static SdkHttpClient client(Duration silence) {
        return new UnstreamedPosts(patientClient(silence));
    }

    /** One for calls that are tried once: before each it makes sure that the other side has not closed the connection, which takes a millisecond. */
    static SdkHttpClient patientClient(Duration silence) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(silence)
                .build();
    }
}
