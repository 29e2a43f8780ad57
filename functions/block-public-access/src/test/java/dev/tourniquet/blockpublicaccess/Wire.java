package dev.tourniquet.blockpublicaccess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;

/** Sees every call on its way, and answers some in place of AWS as AWS would. */
final class Wire implements ExecutionInterceptor {
    private record Fault(String code, int status, AtomicInteger times) {}

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, String> regions = new ConcurrentHashMap<>();
    private final List<String> redirected = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> withoutOwner = new ArrayList<>();

    synchronized void clear() {
        faults.clear();
        regions.clear();
        redirected.clear();
        calls.clear();
        withoutOwner.clear();
    }

    /** The next {@code times} attempts at {@code operation}, such as {@code PutPublicAccessBlock}, fail. */
    void answer(String operation, int status, String code, int times) {
        faults.put(operation, new Fault(code, status, new AtomicInteger(times)));
    }

    /** As AWS does, and moto does not: sends calls on {@code bucket} away that are signed for another Region than its own. */
    void enforceRegion(String bucket, String region) {
        regions.put(bucket, region);
    }

    /** The operations that were sent away to another Region. */
    synchronized List<String> redirected() {
        return List.copyOf(redirected);
    }

    /** The operations that were called, in order. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The calls on buckets that did not name the expected owner, {@code 123456789012}. */
    synchronized List<String> withoutOwner() {
        return List.copyOf(withoutOwner);
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String operation = context.request().getClass().getSimpleName().replaceAll("Request$", "");
        note(operation, context);
        Fault fault = faults.get(operation);
        if (fault != null && fault.times().getAndDecrement() > 0) {
            throw error(fault.status(), fault.code(), Map.of());
        }
        regions.forEach((bucket, region) -> {
            if (context.request() instanceof S3Request
                    && context.httpRequest().encodedPath().startsWith("/" + bucket)
                    && !signature(context.httpRequest()).contains("/" + region + "/s3/")) {
                redirected.add(operation);
                throw error(301, "PermanentRedirect", Map.of("x-amz-bucket-region", region));
            }
        });
    }

    private void note(String operation, Context.BeforeTransmission context) {
        calls.add(operation);
        if (context.request() instanceof S3Request
                && !context.httpRequest()
                        .firstMatchingHeader("x-amz-expected-bucket-owner")
                        .orElse("")
                        .equals("123456789012")) {
            withoutOwner.add(operation);
        }
    }

    private static String signature(SdkHttpRequest request) {
        return request.firstMatchingHeader("Authorization").orElse("");
    }

    private static S3Exception error(int status, String code, Map<String, String> headers) {
        SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
        headers.forEach(response::putHeader);
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .sdkHttpResponse(response.build())
                        .build())
                .build();
    }
}
