package dev.tourniquet.runtime;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.Header;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Has the JDK send the body of a POST in one piece. The SDK says beforehand how long a body is, and then the JDK streams it, for which
 * it first waits a millisecond on a connection that was kept, to see whether the other side has closed it: a millisecond for nearly
 * each call on AWS. Without the length it collects the body, and writes the same header itself.
 *
 * <p>A connection that was closed meanwhile is noticed by the call, which has to be tried again.
 *
 * @param client over {@link java.net.HttpURLConnection}
 */
record UnstreamedPosts(SdkHttpClient client) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return client.prepareRequest(
                request.httpRequest().method() == SdkHttpMethod.POST
                                && request.contentStreamProvider().isPresent()
                        ? withoutLength(request)
                        : request);
    }

    private static HttpExecuteRequest withoutLength(HttpExecuteRequest request) {
        HttpExecuteRequest.Builder builder = HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder()
                        .removeHeader(Header.CONTENT_LENGTH)
                        .build());
        request.contentStreamProvider().ifPresent(builder::contentStreamProvider);
        request.metricCollector().ifPresent(builder::metricCollector);
        return builder.build();
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
