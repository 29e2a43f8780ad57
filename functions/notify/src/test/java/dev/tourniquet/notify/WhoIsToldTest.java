package dev.tourniquet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.engine.Outcome.Kind;
import dev.tourniquet.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told at all, and to whom. */
final class WhoIsToldTest extends InWorld {
    @ParameterizedTest
    @EnumSource(names = {"ALREADY_CONTAINED", "NOTHING_TO_DO", "SKIPPED"})
    void saysNothingOfOutcomesThatNobodyWantsToHearOf(Kind outcome) {
        assertThat(invoke(Reports.event(Reports.of(outcome)))).isEmpty();
        assertThat(world.items()).isEmpty();
    }

    @Test
    void saysNothingOfALowerSeverityThanIsAskedFor() {
        assertThat(invoke(Reports.event(Reports.ofSeverity(Reports.of(Kind.FAILED), 3.9))))
                .isEmpty();
        assertThat(invoke(Reports.event(Reports.ofSeverity(Reports.of(Kind.FAILED), 4))))
                .isNotEmpty();
    }

    @Test
    void tellsReleasesSwitchesAndLimitsAlways() {
        for (String event :
                List.of(Reports.event(Reports.release(true)), Reports.thrown("pause", true), Reports.limit())) {
            assertThat(invoke(event).toString()).isEqualTo("{\"email\":\"told\",\"slack\":\"told\"}");
        }
    }

    @Test
    void tellsPeopleByMailOnlyWhereNothingElseIsAskedFor() {
        world.environment.remove("TOURNIQUET_SLACK_SECRET");
        world.environment.put("TOURNIQUET_SECURITY_HUB", "false");

        assertThat(invoke(CONTAINED).toString()).isEqualTo("{\"email\":\"told\"}");
        assertThat(world.stub.seen).isEmpty();
    }

    @Test
    void takesADeadLetterAsItLies() {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.putObject("requestContext")
                .put("functionArn", "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-notify:$LATEST");
        record.set("requestPayload", Json.read(CONTAINED, JsonNode.class));

        assertThat(invoke(Json.write(record)).path("email").asText()).isEqualTo("told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{}}",
                "{\"source\":\"aws.securityhub\",\"detail-type\":\"Security Hub Findings - Imported\",\"detail\":{}}",
                "{\"source\":\"tourniquet\",\"detail-type\":\"Containment Outcome\",\"detail\":{\"outcome\":\"NEW_KIND\"}}",
                "{\"source\":\"tourniquet\",\"detail-type\":\"Containment Switch\",\"detail\":{}}"
            })
    void whatIsNoAnnouncementIsAnErrorAndTellsNobody(String event) {
        assertThatThrownBy(() -> invoke(event)).isInstanceOf(IllegalArgumentException.class);
        assertThat(world.items()).isEmpty();
    }
}
