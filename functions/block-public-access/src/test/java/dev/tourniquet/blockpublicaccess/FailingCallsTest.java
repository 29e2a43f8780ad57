package dev.tourniquet.blockpublicaccess;

import static dev.tourniquet.blockpublicaccess.Events.accountFinding;
import static dev.tourniquet.blockpublicaccess.Events.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.engine.RetryLater;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each call of a run, answered with each kind of error. */
final class FailingCallsTest extends InWorld {
    /** The calls on a bucket whose failure ends in the outcome FAILED, and the permissions that they need. */
    private static final Map<String, String> DECISIVE = Map.of(
            "GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock",
            "GetBucketTagging", "s3:GetBucketTagging",
            "PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock");

    /** Those without which the bucket is closed all the same, and named. */
    private static final Map<String, String> EVIDENCE = Map.of(
            "GetBucketPolicy", "s3:GetBucketPolicy",
            "GetBucketAcl", "s3:GetBucketAcl",
            "control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock");

    private static final Map<String, String> OF_THE_ACCOUNT = Map.of(
            "control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock",
            "control:PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock");

    private static final String ERRORS = """
            403, AccessDenied
            403, AllAccessDisabled
            400, SomethingNew2027
            409, OperationAborted
            500, InternalError
            """;

    @ParameterizedTest
    @CsvSource(textBlock = ERRORS)
    void neverCallsABucketContainedWhereADecisiveCallFails(int status, String code) {
        DECISIVE.forEach((operation, action) -> {
            String bucket = bucketFor(operation);
            String told = told(finding(bucket), failing(operation, 0, status, code));

            assertThat(told).as(operation).startsWith("FAILED").contains(action + " on " + bucket + ": " + code);
            assertThat(world.block(bucket)).as(operation).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = ERRORS)
    void closesABucketAllTheSameAndNamesWhatCouldNotBeRead(int status, String code) {
        EVIDENCE.forEach((operation, action) -> {
            String bucket = bucketFor(operation);
            String told = told(finding(bucket), failing(operation, 0, status, code));

            String resource = operation.startsWith("control:") ? "123456789012" : bucket;
            assertThat(told).as(operation).startsWith("CONTAINED").contains(action + " on " + resource + ": " + code);
            assertThat(world.block(bucket)).as(operation).contains(Flags.ALL);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = ERRORS)
    void doesNotCallABucketContainedThatItCannotReadBack(int status, String code) {
        String bucket = bucketFor("read-back");

        assertThat(told(finding(bucket), failing("GetPublicAccessBlock", 1, status, code)))
                .startsWith("FAILED")
                .contains("s3:GetBucketPublicAccessBlock on " + bucket + ": " + code);
        assertThat(outcome(world.report(finding(bucket)))).isIn("CONTAINED", "ALREADY_CONTAINED");
    }

    @ParameterizedTest
    @CsvSource(textBlock = ERRORS)
    void neverCallsTheAccountContainedWhereACallFails(int status, String code) {
        OF_THE_ACCOUNT.forEach((operation, action) -> {
            assertThat(told(accountFinding(), failing(operation, 0, status, code)))
                    .as(operation)
                    .startsWith("FAILED")
                    .contains(action + " on 123456789012: " + code);
            assertThat(world.account().block()).as(operation).isEmpty();
        });
        assertThat(told(accountFinding(), failing("control:GetPublicAccessBlock", 1, status, code)))
                .startsWith("FAILED")
                .contains("s3:GetAccountPublicAccessBlock on 123456789012: " + code);
    }

    /** The SDK retries with growing pauses, so all of it runs at once. */
    @Test
    void comesAgainWhereS3SlowsItDownUntilTheRetriesAreSpent() {
        try (SideBySide threads = new SideBySide()) {
            threads.map(DECISIVE.entrySet(), call -> {
                        String bucket = bucketFor(call.getKey());
                        assertThat(told(finding(bucket), failing(call.getKey(), 0, 503, "SlowDown")))
                                .as(call.getKey())
                                .startsWith("FAILED, comes again")
                                .contains(call.getValue() + " on " + bucket + ": SlowDown");
                        assertThat(world.block(bucket)).as(call.getKey()).isEmpty();
                        return outcome(
                                world.deliver(finding(bucket), new Wire()).at("/results/0/report"));
                    })
                    .forEach(again -> assertThat(again).isEqualTo("CONTAINED"));
        }
    }

    @Test
    void doesNotCallABucketContainedWhoseBlockDidNotTakeEffect() {
        world.publicBucket("tq-assets");
        Wire deaf = new Wire();
        deaf.weaken();

        String told = told(finding("tq-assets"), deaf);

        assertThat(told).startsWith("FAILED, comes again").contains("read back and found otherwise");
    }

    private String bucketFor(String operation) {
        String bucket = "tq-" + operation.replace("control:", "control-").toLowerCase(Locale.ROOT);
        world.publicBucket(bucket);
        return bucket;
    }

    private static Wire failing(String operation, int from, int status, String code) {
        Wire wire = new Wire();
        wire.answerLater(operation, from, status, code, 100);
        return wire;
    }

    /** The outcome, and all that it says. */
    private String told(ObjectNode event, Wire wire) {
        try {
            JsonNode report = world.deliver(event, wire).at("/results/0/report");
            return outcome(report) + " " + texts(report.path("reasons")) + texts(report.path("nextSteps"));
        } catch (RetryLater again) {
            return again.getMessage().replaceFirst(".* is FAILED: ", "FAILED, comes again: ");
        }
    }
}
