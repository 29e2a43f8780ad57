package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.infra.config.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmsTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @Test
    void everythingThatCanKeepAFindingFromBeingAnsweredRings() {
        List<String> expected = Stream.of(
                        Stream.of("dead-letters", "dead-letters-stuck", "dead-letters-troubles"),
                        Stream.of("isolate-instance", "revoke-sessions", "deactivate-access-key", "block-public-access")
                                .flatMap(response -> Stream.of(
                                                "-errors",
                                                "-throttles",
                                                "-record-lost",
                                                "-failed",
                                                "-unsettled",
                                                "-limit",
                                                "-paused",
                                                "-only-observes",
                                                "-self-test",
                                                "-self-test-undelivered",
                                                "-self-test-event-lost")
                                        .map(kind -> response + kind)),
                        Stream.of("republish-outcomes", "prune-revocations", "notify", "dead-letters")
                                .flatMap(module -> Stream.of("-errors", "-throttles", "-record-lost")
                                        .map(kind -> module + kind)),
                        Stream.of(
                                        "isolate-instance-guardduty",
                                        "revoke-sessions-guardduty",
                                        "deactivate-access-key-guardduty",
                                        "block-public-access-guardduty",
                                        "block-public-access-macie",
                                        "isolate-instance-order",
                                        "revoke-sessions-order",
                                        "deactivate-access-key-order",
                                        "block-public-access-order",
                                        "republish-outcomes",
                                        "prune-revocations",
                                        "notify")
                                .flatMap(rule -> Stream.of(rule + "-undelivered", rule + "-event-lost")))
                .flatMap(names -> names)
                .map(name -> "tourniquet-" + name)
                .toList();

        assertThat(TEMPLATE.all("AWS::CloudWatch::Alarm"))
                .extracting(alarm -> alarm.path("AlarmName").asText())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyAlarmTellsTheTopic() {
        String topic = TEMPLATE.logicalId("AWS::SNS::Topic", "TopicName", "tourniquet-outcomes");

        assertThat(TEMPLATE.all("AWS::CloudWatch::Alarm"))
                .allSatisfy(alarm ->
                        assertThat(alarm.at("/AlarmActions/0/Ref").asText()).isEqualTo(topic));
    }

    @Test
    void aFindingThatIsSeenAndNotSettledRingsEvenIfNothingWasEverSettled() {
        JsonNode alarm = alarm("tourniquet-isolate-instance-unsettled");

        assertThat(alarm.at("/Metrics/0/Expression").asText()).isEqualTo("seen - FILL(settled, 0)");
        assertThat(alarm.findValuesAsText("MetricName")).containsExactlyInAnyOrder("FindingsSeen", "FindingsSettled");
        assertThat(alarm.findValuesAsText("Namespace")).containsOnly("Tourniquet");
    }

    @Test
    void ownMetricsAreThoseOfTheResponse() {
        JsonNode alarm = alarm("tourniquet-revoke-sessions-failed");

        assertThat(alarm.path("MetricName").asText()).isEqualTo("Outcome_FAILED");
        assertThat(alarm.path("Dimensions").toString())
                .isEqualTo("[{\"Name\":\"Response\",\"Value\":\"revoke-sessions\"}]");
    }

    /** A further dimension would leave out what is invoked by another alias, a version, or the function itself. */
    @Test
    void aFunctionIsWatchedWhateverOfItIsInvoked() {
        assertThat(List.of("errors", "throttles", "record-lost"))
                .extracting(kind -> alarm("tourniquet-isolate-instance-" + kind)
                        .path("Dimensions")
                        .toString())
                .containsOnly("[{\"Name\":\"FunctionName\",\"Value\":\"tourniquet-isolate-instance\"}]");
    }

    @Test
    void aRuleOfTheOwnBusIsWatchedThere() {
        assertThat(alarm("tourniquet-notify-undelivered").path("Dimensions").toString())
                .contains("{\"Name\":\"EventBusName\",\"Value\":\"tourniquet\"}")
                .contains("{\"Name\":\"RuleName\",\"Value\":\"tourniquet-notify\"}");
    }

    @Test
    void theScheduleIsWatchedByItsGroup() {
        assertThat(List.of("undelivered", "event-lost"))
                .extracting(kind -> alarm("tourniquet-prune-revocations-" + kind))
                .allSatisfy(alarm -> {
                    assertThat(alarm.path("Namespace").asText()).isEqualTo("AWS/Scheduler");
                    assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo("ScheduleGroup");
                })
                .extracting(alarm -> alarm.path("MetricName").asText())
                .containsExactly("InvocationDroppedCount", "InvocationsFailedToBeSentToDeadLetterCount");
    }

    /** Two are due in a day; a function that cannot be invoked at all sends no metric. */
    @ParameterizedTest
    @EnumSource
    void aDayWithoutASelfTestRings(Response response) {
        JsonNode alarm = alarm("tourniquet-" + response.key() + "-self-test");

        assertThat(alarm.path("MetricName").asText()).isEqualTo("SelfTests");
        assertThat(alarm.path("Namespace").asText()).isEqualTo("Tourniquet");
        assertThat(alarm.path("Dimensions").toString())
                .isEqualTo("[{\"Name\":\"Response\",\"Value\":\"" + response.key() + "\"}]");
        assertThat(alarm.path("Statistic").asText()).isEqualTo("Sum");
        assertThat(alarm.path("Period").asInt()).isEqualTo(24 * 60 * 60);
        assertThat(alarm.path("EvaluationPeriods").asInt()).isEqualTo(1);
        assertThat(alarm.path("ComparisonOperator").asText()).isEqualTo("LessThanThreshold");
        assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(alarm.path("AlarmDescription").asText()).contains("tourniquet self-test");
    }

    private static JsonNode alarm(String name) {
        return TEMPLATE.named("AWS::CloudWatch::Alarm", "AlarmName", name);
    }
}
