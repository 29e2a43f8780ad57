package dev.tourniquet.runtime;

import dev.tourniquet.plan.CallFailed;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes AWS calls, and tells in the words of IAM what became of those that fail. */
public final class Calls {
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "UnauthorizedAccess",
            "Forbidden",
            "AuthFailure",
            "KmsAccessDenied");

    /** Expired or skewed credentials, rate limits that are no throttling by name, and states that pass. */
    private static final Set<String> PASSING = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "ConcurrentModification",
            "ConcurrentModificationException",
            "EntityTemporarilyUnmodifiable",
            "OperationAborted",
            "ResourceContention",
            "ResourceInUse",
            "IncorrectState",
            "ScalingActivityInProgress",
            "SnapshotCreationPerVolumeRateExceeded",
            "ConcurrentSnapshotLimitExceeded",
            "KmsThrottled",
            "TransactionConflictException",
            "RequestTimeout",
            "RequestTimeoutException");

    private Calls() {}

    /**
     * Makes a call.
     *
     * @param action the IAM action that it needs, {@code ec2:DescribeInstances}
     * @param resource what it is made on
     * @throws CallFailed where it fails after all retries of the SDK
     */
    public static <T> T call(String action, String resource, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failed(action, resource, e);
        }
    }

    /** Makes a call that finds nothing where AWS answers with one of {@code absent}, error codes of the service. */
    public static <T> Optional<T> find(String action, String resource, Set<String> absent, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SdkException e) {
            if (absent.contains(code(e))) {
                return Optional.empty();
            }
            throw failed(action, resource, e);
        }
    }

    /** What became of a call that failed for {@code e}. */
    static CallFailed failed(String action, String resource, SdkException e) {
        return new CallFailed(action, resource, code(e), kind(e), e);
    }

    private static CallFailed.Kind kind(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            return CallFailed.Kind.RETRYABLE;
        }
        if (service.isThrottlingException() || service.statusCode() >= 500 || PASSING.contains(code(e))) {
            return CallFailed.Kind.RETRYABLE;
        }
        boolean refused = service.statusCode() == 401 || service.statusCode() == 403;
        return DENIED.contains(code(e)) || refused ? CallFailed.Kind.DENIED : CallFailed.Kind.REJECTED;
    }

    private static String code(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return service.awsErrorDetails() == null
                            || service.awsErrorDetails().errorCode() == null
                    ? "HTTP " + service.statusCode()
                    : service.awsErrorDetails().errorCode();
        }
        return e.getClass().getSimpleName();
    }
}
