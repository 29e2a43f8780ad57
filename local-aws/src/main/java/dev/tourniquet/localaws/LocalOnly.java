package dev.tourniquet.localaws;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Stops an SDK request to anything but the local AWS before it is sent, and says so, where {@link LoopbackResolver} alone would
 * give an unknown host after several attempts. Every SDK client loads this from the class path
 * ({@code software/amazon/awssdk/global/handlers/execution.interceptors}).
 */
public final class LocalOnly implements ExecutionInterceptor {

    /** For the SDK. */
    public LocalOnly() {}

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String host = context.httpRequest().host();
        if (!LoopbackResolver.isLocal(host)) {
            throw SdkClientException.create("local AWS only: " + host + " is not a loopback name");
        }
    }
}
