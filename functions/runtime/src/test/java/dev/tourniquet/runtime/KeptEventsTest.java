package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.FunctionSurroundings;
import dev.tourniquet.plan.CallFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** What becomes of an event that cannot be handled now or later: it is kept, once, and no retry is asked for. */
final class KeptEventsTest extends InEntry {
    /** The parser's message quotes the name, which alone is more than a message of the queue may hold. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsAnEventWithALongNameThatStandsInItTwice() throws IOException {
        String name = "\u00e9".repeat(49_000);

        JsonNode answer = handle("{\"" + name + "\":1,\"" + name + "\":2}");

        assertThat(answer.path("malformed").asText()).contains("Duplicate").hasSizeLessThan(400);
        assertThat(log.toString(StandardCharsets.UTF_8)).hasSizeLessThan(2_500);
        assertThat(sqs.receiveMessage(request -> request.queueUrl(queue)).messages())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON at all",
                "{\"source\":\"aws.guardduty\"",
                "[]",
                "[{\"source\":\"aws.guardduty\"}]",
                "null",
                "",
                "{}",
                "\"text\"",
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"{}\",\"eventSource\":\"aws:sqs\"}]}",
                "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:g\"},\"requestPayload\":{}}",
                "{\"requestContext\":{\"condition\":\"RetriesExhausted\"}}",
                "{\"a\":1,\"a\":2}",
                "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"id\":\"x\"}}"
            })
    void keepsAMalformedEventOnceAndDoesNotAskForItAgain(String event) throws IOException {
        JsonNode answer = handle(event);

        assertThat(answer.path("malformed").asText()).isNotBlank();
        List<Message> kept = sqs.receiveMessage(
                        request -> request.queueUrl(queue).maxNumberOfMessages(10))
                .messages();
        assertThat(kept).hasSize(1);
        JsonNode letter = Json.read(kept.getFirst().body(), JsonNode.class);
        assertThat(letter.path("requestPayload").asText()).isEqualTo(event);
        assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("Malformed");
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("outcome").asText()).isEqualTo("MALFORMED");
            assertThat(line.path("reason").asText())
                    .isEqualTo(answer.path("malformed").asText());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\uffff", "\ud83d\ude00", "\"", "\u0001"})
    void keepsTheBeginningOfAMalformedEventThatDoesNotFitIntoAMessage(String character) throws IOException {
        handle("not JSON " + character.repeat(400_000));

        Message kept = sqs.receiveMessage(request -> request.queueUrl(queue))
                .messages()
                .getFirst();
        assertThat(kept.body().length()).isLessThan(256 * 1024);
        assertThat(kept.body()).matches("\\p{ASCII}*");
        assertThat(Json.read(kept.body(), JsonNode.class).path("requestPayload").asText())
                .startsWith("not JSON ");
    }

    @Test
    void keepsOfADeadLetterThatIsMalformedTheInnermostOnly() throws IOException {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.putObject("requestContext").put("condition", "Malformed");
        record.put("requestPayload", "not JSON");

        assertThat(handle(record.toString()).path("malformed").asText()).contains("not JSON");
        assertThat(kept())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.path("requestPayload").asText()).isEqualTo("not JSON"));
    }

    /** Nothing is written over the item, nothing is changed, and no retry is asked for. */
    @Test
    void keepsAnEventOnceWhoseCaseCannotBeReadAndSaysWhatToDo() throws IOException {
        Map<String, AttributeValue> torn = Map.of(
                "pk", AttributeValue.fromS("isolate-instance/i-0123456789abcdef0"),
                "generation", AttributeValue.fromN("1"),
                "version", AttributeValue.fromN("1"),
                "document", AttributeValue.fromS("{\"id\":{\"resp"));
        dynamo.putItem(request -> request.tableName(FunctionSurroundings.LEDGER).item(torn));

        JsonNode report = handle(finding()).at("/results/0/report");

        assertThat(report.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(report.path("willRetry").asBoolean()).isFalse();
        assertThat(report.at("/nextSteps/1").asText()).contains("Do not delete");
        assertThat(kept()).singleElement().satisfies(letter -> {
            assertThat(letter.path("requestPayload").asText()).isEqualTo(finding());
            assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("UnreadableCase");
            assertThat(letter.at("/responsePayload/reason").asText()).contains("cannot be read");
        });
        assertThat(dynamo.scan(request -> request.tableName(FunctionSurroundings.LEDGER))
                        .items())
                .containsExactly(torn);
        assertThat(handle(
                                "{\"command\":\"release\",\"caseId\":\"isolate-instance/i-0123456789abcdef0/1\",\"reason\":\"x\"}")
                        .path("refused")
                        .asText())
                .contains("cannot be read", "Do not delete");
    }

    @Test
    void throwsWhatNobodyKept() {
        sqs.deleteQueue(request -> request.queueUrl(queue));

        assertThatThrownBy(() -> handle("not JSON"))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("sqs:SendMessage");
    }
}
