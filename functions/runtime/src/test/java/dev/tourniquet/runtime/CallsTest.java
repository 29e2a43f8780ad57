package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.plan.CallFailed.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class CallsTest {

    @ParameterizedTest
    @CsvSource({
        "UnauthorizedOperation, 403, DENIED",
        "AccessDenied, 403, DENIED",
        "AccessDeniedException, 400, DENIED",
        "InvalidClientTokenId, 403, RETRYABLE",
        "ExpiredToken, 403, RETRYABLE",
        "ExpiredTokenException, 400, RETRYABLE",
        "IncorrectInstanceState, 400, REJECTED",
        "KmsAccessDenied, 400, DENIED",
        "RequestLimitExceeded, 503, RETRYABLE",
        "Throttling, 400, RETRYABLE",
        "ProvisionedThroughputExceededException, 400, RETRYABLE",
        "InternalError, 500, RETRYABLE",
        "ConcurrentModification, 409, RETRYABLE",
        "UnmodifiableEntity, 400, REJECTED",
        "LimitExceeded, 409, REJECTED",
        "InvalidGroup.NotFound, 400, REJECTED"
    })
    void tellsWhyACallFailed(String code, int status, Kind kind) {
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> Calls.call("ec2:DoIt", "i-1", () -> {
                    throw error(code, status);
                }))
                .withMessage("ec2:DoIt on i-1: " + code)
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(kind));
    }

    @Test
    void triesAgainLaterWhereNoAnswerCame() {
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> Calls.call("ec2:DoIt", "i-1", () -> {
                    throw SdkClientException.create("connection reset");
                }))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(Kind.RETRYABLE));
    }

    @Test
    void findsNothingOnlyWhereAwsSaysSo() {
        assertThat(Calls.find("iam:GetRole", "r", Set.of("NoSuchEntity"), () -> {
                    throw error("NoSuchEntity", 404);
                }))
                .isEmpty();
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> Calls.find("iam:GetRole", "r", Set.of("NoSuchEntity"), () -> {
                    throw error("AccessDenied", 403);
                }));
    }

    @Test
    void keepsTheServicesOwnMessageOutOfWhatIsReported() {
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() -> Calls.call("ec2:DoIt", "i-1", () -> {
                    throw error("UnauthorizedOperation", 403);
                }))
                .satisfies(failed -> assertThat(failed.getMessage()).doesNotContain("encoded"));
    }

    private static AwsServiceException error(String code, int status) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("encoded authorization failure message")
                        .build())
                .build();
    }
}
