package dev.tourniquet.blockpublicaccess;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An error in place of AWS's answer.
 *
 * @param from the attempts that still get through
 * @param times the attempts that fail then
 */
record Fault(int status, String code, AtomicInteger from, AtomicInteger times) {
    /** At once, whenever it is asked. */
    Fault(int status, String code) {
        this(status, code, new AtomicInteger(), new AtomicInteger(Integer.MAX_VALUE));
    }

    boolean strikes() {
        return from.getAndDecrement() <= 0 && times.getAndDecrement() > 0;
    }

    S3Exception error(Map<String, String> headers) {
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
