package dev.tourniquet.runtime.priming;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Writes on each request of which operation it is, for whoever answers it in place of AWS. */
public final class Label implements ExecutionInterceptor {
    private static final String HEADER = "X-Tourniquet-Call";

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        return context.httpRequest().toBuilder()
                .putHeader(HEADER, service + "." + operation)
                .build();
    }

    /** The operation. */
    public static String call(HttpExecuteRequest request) {
        return request.httpRequest().firstMatchingHeader(HEADER).orElse("");
    }

    /** A digest of what is asked: without the token that the SDK makes up for each transaction. */
    public static String request(HttpExecuteRequest request) {
        String query = request.httpRequest().rawQueryParameters().toString();
        String body = request.contentStreamProvider().map(Label::text).orElse("");
        return digest(query + body.replaceAll("\"ClientRequestToken\":\"[^\"]*\"", ""));
    }

    private static String text(ContentStreamProvider provider) {
        try (InputStream content = provider.newStream()) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            content.transferTo(text);
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
