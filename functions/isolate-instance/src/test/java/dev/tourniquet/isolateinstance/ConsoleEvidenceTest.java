package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.nextSteps;
import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.evidence.EvidenceStore;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.localaws.LocalAws;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotResponse;

/** What the console shows: kept with the case right after the cut, and never in the way of anything. */
final class ConsoleEvidenceTest extends InWorld {
    private final DynamoDbClient dynamo = world.aws.client(DynamoDbClient.builder());

    @Test
    void keepsOutputAndScreenshotWithTheCaseBeforeAllOtherEvidence() {
        String instance = instance();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        Map<String, AttributeValue> output = kept(instance, "console-output", 1);
        assertThat(output.get("body").b().asUtf8String()).contains("Linux version");
        assertThat(output.get("contentType").s()).isEqualTo("text/plain");
        Map<String, AttributeValue> screen = kept(instance, "console-screenshot", 1);
        assertThat(screen.get("body").b().asString(ISO_8859_1)).isEqualTo(LocalAws.SCREEN);
        assertThat(nextSteps(result))
                .contains(output.get("sha256").s(), output.get("size").n() + " bytes")
                .contains(screen.get("sha256").s())
                .doesNotContain("Linux version");
        assertThat(wire.calls())
                .containsSubsequence(
                        "ModifyNetworkInterfaceAttribute",
                        "GetConsoleOutput",
                        "GetConsoleScreenshot",
                        "ModifyInstanceAttribute",
                        "CreateSnapshots");
    }

    @Test
    void asksForTheLatestOutputAndForTheLastWhereThatIsNotSupported() {
        String instance = instance();
        wire.beforeRequest("GetConsoleOutput", request -> {
            if (Boolean.TRUE.equals(((GetConsoleOutputRequest) request).latest())) {
                throw Wire.refusal("UnsupportedOperation");
            }
        });

        JsonNode result = function.finding(instance);

        assertThat(wire.count("GetConsoleOutput")).isEqualTo(2);
        assertThat(reasons(result)).doesNotContain("not preserved");
        assertThat(kept(instance, "console-output", 1)).isNotEmpty();
    }

    @Test
    void keepsWhatWasTakenFirst() {
        String instance = instance();
        function.finding(instance);
        Map<String, AttributeValue> first = kept(instance, "console-output", 1);
        world.attach(instance, network, List.of(app), 1);
        wire.forget();

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(wire.calls()).doesNotContain("GetConsoleOutput", "GetConsoleScreenshot");
        assertThat(kept(instance, "console-output", 1)).isEqualTo(first);
        assertThat(nextSteps(result)).contains(first.get("sha256").s());
    }

    @Test
    void keepsTheEvidenceOnReleaseAndTakesItAgainForTheNextCase() {
        String instance = instance();
        function.finding(instance);

        JsonNode released = function.release(instance);

        assertThat(releasedStep(released, "keep-console-output").path("result").asText())
                .isEqualTo("KEPT");
        assertThat(kept(instance, "console-output", 1)).isNotEmpty();
        assertThat(kept(instance, "console-output", 2)).isEmpty();
    }

    @Test
    void keepsTheTailOfALongOutputAndNoScreenshotThatDoesNotFit() {
        String instance = instance();
        byte[] tooLong = new byte[EvidenceStore.LIMIT + 10];
        tooLong[tooLong.length - 1] = 'z';
        String encoded = Base64.getEncoder().encodeToString(tooLong);

        JsonNode result = new Function(world, Map.of(), wire, new Shows(encoded)).finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(kept(instance, "console-output", 1).get("body").b().asByteArray())
                .hasSize(EvidenceStore.LIMIT)
                .endsWith('z');
        assertThat(reasons(result))
                .contains("not preserved: keep-console-screenshot", tooLong.length + " bytes, of at most");
        assertThat(kept(instance, "console-screenshot", 1)).isEmpty();
    }

    @Test
    void keepsThatNothingWasPutOut() {
        String instance = instance();

        new Function(world, Map.of(), wire, new Shows(null)).finding(instance);

        assertThat(kept(instance, "console-output", 1).get("size").n()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UnauthorizedOperation", "UnsupportedOperation", "IncorrectInstanceState"})
    void saysWhatCouldNotBePreservedAndLeavesTheOutcomeAsItIs(String code) {
        String instance = instance();
        wire.refuse("GetConsoleOutput", code).refuse("GetConsoleScreenshot", code);

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(result.path("report").path("willRetry").asBoolean()).isFalse();
        assertThat(reasons(result))
                .contains("not preserved: keep-console-output " + instance + ", ec2:GetConsoleOutput on " + instance
                        + ": " + code)
                .contains("not preserved: keep-console-screenshot " + instance + ", ec2:GetConsoleScreenshot on "
                        + instance + ": " + code);
        assertThat(nextSteps(result)).doesNotContain("contain by hand");
        assertThat(world.snapshots()).isNotEmpty();
    }

    @Test
    void triesAgainWhereItWasThrottled() {
        String instance = instance();
        wire.refuse("GetConsoleScreenshot", "RequestLimitExceeded");

        assertThatThrownBy(() -> function.finding(instance))
                .hasMessageContaining("CONTAINED")
                .hasMessageContaining("not preserved: keep-console-screenshot");

        wire.allow("GetConsoleScreenshot");
        assertThat(reasons(function.finding(instance))).doesNotContain("not preserved");
        assertThat(kept(instance, "console-screenshot", 1)).isNotEmpty();
    }

    @Test
    void saysThatTheLedgerDidNotTakeIt() {
        String instance = instance();
        wire.beforeRequest("PutItem", request -> {
            if (request.toString().contains("/evidence/")) {
                throw Wire.refusal("AccessDeniedException");
            }
        });

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(reasons(result)).contains("keep-console-output", "dynamodb:PutItem", "AccessDeniedException");
    }

    private Map<String, AttributeValue> kept(String instance, String kind, int generation) {
        return dynamo.getItem(request -> request.tableName(FunctionSurroundings.LEDGER)
                        .key(Map.of(
                                "pk",
                                AttributeValue.fromS("isolate-instance/" + instance + "/evidence/" + kind),
                                "generation",
                                AttributeValue.fromN(Integer.toString(generation)))))
                .item();
    }

    /** Every console shows this. */
    private record Shows(@Nullable String encoded) implements ExecutionInterceptor {
        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            return switch (context.response()) {
                case GetConsoleOutputResponse found ->
                    found.toBuilder().output(encoded).build();
                case GetConsoleScreenshotResponse found ->
                    found.toBuilder().imageData(encoded).build();
                case SdkResponse other -> other;
            };
        }
    }
}
