package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.RetryLater;
import dev.tourniquet.engine.SelfTestFailed;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventEntryTest extends InEntry {
    @Test
    void answersAFindingWithAResultAndLogsItWithMetrics() throws IOException {
        JsonNode answer = handle(finding());

        assertThat(answer.at("/results/0/report/outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(answer.at("/results/0").propertyStream().map(Map.Entry::getKey))
                .containsExactly("plan", "report");
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().path("FindingsSeen").asInt()).isEqualTo(1);
        JsonNode outcome = lines.get(1);
        assertThat(outcome.path("Outcome_NOTHING_TO_DO").asInt()).isEqualTo(1);
        assertThat(lines.get(2).path("FindingsSettled").asInt()).isEqualTo(1);
        JsonNode directive = outcome.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.path("Namespace").asText()).isEqualTo("Tourniquet");
        directive
                .path("Metrics")
                .forEach(metric -> assertThat(
                                outcome.path(metric.path("Name").asText()).isNumber())
                        .as(metric.toString())
                        .isTrue());
        directive
                .at("/Dimensions/0")
                .forEach(name ->
                        assertThat(outcome.path(name.asText()).isTextual()).isTrue());
    }

    /** What an operator has in hand who sends a dead letter again. */
    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST", ""})
    void answersAFindingOutOfADeadLetter(String functionArn) throws IOException {
        ObjectNode record = Json.MAPPER.createObjectNode();
        ObjectNode around = record.putObject("requestContext").put("condition", "RetriesExhausted");
        if (!functionArn.isEmpty()) {
            around.put("functionArn", functionArn);
        }
        record.set("requestPayload", Json.read(finding(), JsonNode.class));

        assertThat(handle(record.toString()).at("/results/0/report/outcome").asText())
                .isEqualTo("NOTHING_TO_DO");
        assertThat(kept()).isEmpty();
    }

    @Test
    void answersAFindingOfAQuarterOfAMegabyte() throws IOException {
        String large =
                finding().replace("\"id\":\"f\"", "\"id\":\"f\",\"description\":\"" + "x".repeat(250_000) + "\"");

        assertThat(handle(large).at("/results/0/report/outcome").asText()).isEqualTo("NOTHING_TO_DO");
        assertThat(log.size()).isLessThan(10_000);
    }

    @Test
    void ignoresAnEventThatIsNoFinding() throws IOException {
        JsonNode answer = handle(
                "{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 Instance State-change Notification\",\"detail\":{}}");

        assertThat(answer.path("ignored").asText()).contains("no finding");
    }

    @Test
    void letsWhatAnotherDeliveryMayMendLeaveTheFunction() {
        planning = null;

        assertThatThrownBy(() -> handle(finding())).isInstanceOf(RetryLater.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"release\"}",
                "{\"command\":\"release\",\"caseId\":\"isolate-instance/i-1/1\",\"reason\":\" \"}",
                "{\"command\":\"release\",\"caseId\":\"isolate-instance/i-1/1\",\"reason\":\"x\"}",
                "{\"command\":\"approve\",\"caseId\":\"isolate-instance/i-1/1\",\"plan\":\"x\",\"requestedBy\":\"alice\"}",
                "{\"command\":\"redrive\",\"letter\":\"isolate-instance/dead-letters/1/0\",\"signature\":{}}",
                "{\"command\":\"launch-missiles\"}"
            })
    void refusesACommandWithASentence(String command) throws IOException {
        assertThat(handle(command).path("refused").asText()).contains(" ");
    }

    @Test
    void answersASelfTestAndCountsItOnlyWhereItPassed() throws IOException {
        assertThatThrownBy(() -> handle("{\"command\":\"self-test\"}"))
                .isInstanceOf(SelfTestFailed.class)
                .hasMessageContaining("asked AWS nothing");
        assertThat(lines()).isEmpty();
        asks = () -> sqs.listQueues();

        JsonNode passed = handle("{\"command\":\"self-test\"}").path("selfTest");

        assertThat(passed.path("passed").asBoolean()).isTrue();
        assertThat(passed.at("/reads/0").asText()).isEqualTo("sqs:ListQueues");
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("SelfTests").asInt()).isEqualTo(1);
            assertThat(line.path("Response").asText()).isEqualTo("isolate-instance");
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics/0/Name").asText())
                    .isEqualTo("SelfTests");
            assertThat(line.path("selfTest")).isEqualTo(passed);
        });
    }

    @Test
    void takesAnEventWithACommandInItForAnEvent() throws IOException {
        String disguised = "{\"command\":\"release\",\"source\":\"aws.ec2\",\"detail-type\":\"x\",\"detail\":{}}";

        assertThat(handle(disguised).has("ignored")).isTrue();
    }
}
