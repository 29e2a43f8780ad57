package dev.tourniquet.blockpublicaccess;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3control.model.S3ControlRequest;

/** Sees every call on its way, and answers some in place of AWS as AWS would. */
final class Wire implements ExecutionInterceptor {
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, String> regions = new ConcurrentHashMap<>();
    private final Map<String, CyclicBarrier> meeting = new ConcurrentHashMap<>();
    private final Deque<String> pages = new ConcurrentLinkedDeque<>();
    private volatile Fault away = new Fault(301, "PermanentRedirect");
    private volatile boolean weakened;
    private volatile boolean secretive;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<String> redirected = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> withoutOwner = new ArrayList<>();

    synchronized void clear() {
        faults.clear();
        regions.clear();
        denied.clear();
        weakened = false;
        secretive = false;
        pages.clear();
        redirected.clear();
        calls.clear();
        withoutOwner.clear();
    }

    /**
     * The next {@code times} attempts at {@code operation} fail, such as {@code PutPublicAccessBlock} of S3 or
     * {@code control:PutPublicAccessBlock} of S3 Control.
     */
    void answer(String operation, int status, String code, int times) {
        answerLater(operation, 0, status, code, times);
    }

    /** The attempts at {@code operation} fail once {@code from} have got through. */
    void answerLater(String operation, int from, int status, String code, int times) {
        faults.put(operation, new Fault(status, code, new AtomicInteger(from), new AtomicInteger(times)));
    }

    /** The first call of {@code operation} waits until as many deliveries have made it as {@code both} asks for. */
    void meet(String operation, CyclicBarrier both) {
        meeting.put(operation, both);
    }

    /** The list of the buckets starts with a page of its own that names {@code bucket} only, which moto never answers. */
    void page(String bucket) {
        pages.add(bucket);
    }

    /** From now on a bucket's block that is put arrives with one flag only. */
    void weaken() {
        weakened = true;
    }

    /** As AWS does where the bucket is another account's, or its policy denies the caller everything. */
    void deny(String bucket) {
        denied.add(bucket);
    }

    /** As AWS does, and moto does not: sends calls on {@code bucket} away that are signed for another Region than its own. */
    void enforceRegion(String bucket, String region, int status, String code) {
        regions.put(bucket, region);
        away = new Fault(status, code);
    }

    /**
     * Calls that are sent away are not told where to: the SDK has to ask by {@code HeadBucket}, and is refused. S3 names the
     * Region all the same, "regardless of the permissions on the bucket" (its page on HeadBucket).
     */
    void nameRegionsWhereAskedOnly() {
        secretive = true;
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
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        String bucket = context.request() instanceof ListBucketsRequest ? pages.poll() : null;
        return bucket == null
                ? context.responseBody()
                : Optional.of(new ByteArrayInputStream(("<ListAllMyBucketsResult><Buckets><Bucket><Name>" + bucket
                                + "</Name></Bucket></Buckets><ContinuationToken>more</ContinuationToken></ListAllMyBucketsResult>")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return weakened && context.request() instanceof PutPublicAccessBlockRequest put
                ? put.toBuilder()
                        .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true))
                        .build()
                : context.request();
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        CyclicBarrier both = meeting.remove(operation(context.request()));
        if (both != null) {
            try {
                both.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String operation = operation(context.request());
        note(operation, context);
        Fault fault = faults.get(operation);
        if (fault != null && fault.strikes()) {
            throw fault.error(Map.of());
        }
        if (denied.stream().anyMatch(bucket -> isOn(bucket, context))) {
            throw new Fault(403, "AccessDenied").error(Map.of());
        }
        regions.forEach((bucket, region) -> {
            if (isOn(bucket, context) && !signature(context.httpRequest()).contains("/" + region + "/s3/")) {
                Map<String, String> where = Map.of("x-amz-bucket-region", region);
                if (secretive && context.request() instanceof HeadBucketRequest) {
                    throw new Fault(403, "AccessDenied").error(where);
                }
                redirected.add(operation);
                throw away.error(secretive ? Map.of() : where);
            }
        });
    }

    private static String operation(SdkRequest request) {
        String name = request.getClass().getSimpleName().replaceAll("Request$", "");
        return request instanceof S3ControlRequest ? "control:" + name : name;
    }

    private static boolean isOn(String bucket, Context.BeforeTransmission context) {
        return context.request() instanceof S3Request
                && List.of("/" + bucket, "/" + bucket + "/")
                        .contains(context.httpRequest().encodedPath());
    }

    private void note(String operation, Context.BeforeTransmission context) {
        calls.add(operation);
        if (context.request() instanceof S3Request
                && !(context.request() instanceof ListBucketsRequest)
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
}
