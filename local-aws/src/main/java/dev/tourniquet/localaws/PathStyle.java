package dev.tourniquet.localaws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends S3 requests for {@code <bucket>.localhost} to {@code localhost/<bucket>}: the emulator takes only the first label of the host
 * for the bucket, so that {@code logs.example.com} would be {@code logs} to it. S3 clients load this from the class path
 * ({@code software/amazon/awssdk/services/s3/execution.interceptors}) and run it after the endpoint is resolved and before they sign.
 */
public final class PathStyle implements ExecutionInterceptor {

    /** For the SDK. */
    public PathStyle() {}

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        return LoopbackResolver.parentOf(request.host())
                .map(parent -> {
                    String bucket = request.host().substring(0, request.host().length() - parent.length() - 1);
                    return request.copy(
                            changed -> changed.host(parent).encodedPath("/" + bucket + request.encodedPath()));
                })
                .orElse(request);
    }
}
