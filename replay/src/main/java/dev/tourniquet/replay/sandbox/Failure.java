package dev.tourniquet.replay.sandbox;

import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** An answer of AWS that says no. */
final class Failure {
    private static final Map<String, Integer> STATUS = Map.of(
            "AccessDenied", 403,
            "AuthFailure", 403,
            "UnauthorizedOperation", 403,
            "LimitExceeded", 409,
            "ConcurrentModification", 409,
            "NoSuchEntity", 404,
            "ServiceFailure", 500,
            "InternalError", 500);

    private Failure() {}

    /** With the HTTP status that belongs to {@code code}: 400 but for a few. */
    static AwsServiceException of(String code, String message) {
        return AwsServiceException.builder()
                .statusCode(STATUS.getOrDefault(code, 400))
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
