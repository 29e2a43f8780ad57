package dev.tourniquet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back out of a dead-letter queue. */
final class DeliveryTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:tourniquet-isolate-instance";
    private static final String EVENT =
            "{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"id\":\"f\"}}";

    @Test
    void takesAnEventAsItIs() {
        assertThat(Delivery.of(EVENT, ARN)).isEqualTo(new Delivery(EVENT, Json.read(EVENT, ObjectNode.class), null));
    }

    /** As Lambda's on-failure destination writes it: the event is an object. */
    @Test
    void takesOffWhatLambdaPutsAroundAnEvent() {
        ObjectNode record = record(ARN + ":$LATEST");
        record.set("requestPayload", Json.read(EVENT, ObjectNode.class));
        record.putObject("responseContext").put("statusCode", 200).put("functionError", "Unhandled");
        record.putObject("responsePayload").put("errorType", "dev.tourniquet.engine.RetryLater");

        Delivery delivery = Delivery.of(record.toString(), ARN);

        assertThat(delivery.fault()).isNull();
        assertThat(delivery.event()).isEqualTo(Json.read(EVENT, ObjectNode.class));
    }

    /** As a function writes it for a malformed event: the event is text. */
    @Test
    void takesOffWhatAFunctionPutsAroundAnEvent() {
        assertThat(Delivery.of(record(ARN).put("requestPayload", EVENT).toString(), ARN)
                        .text())
                .isEqualTo(EVENT);
    }

    @Test
    void takesOffAsManyLayersAsRedrivesCanHaveMade() {
        String text = EVENT;
        for (int layer = 0; layer < 9; layer++) {
            text = record(ARN).put("requestPayload", text).toString();
        }
        assertThat(Delivery.of(text, ARN).text()).isEqualTo(EVENT);

        Delivery tooDeep = Delivery.of(record(ARN).put("requestPayload", text).toString(), ARN);
        assertThat(tooDeep.fault()).contains("more than 10 times");
        assertThat(tooDeep.text()).isEqualTo(EVENT);
    }

    @Test
    void namesTheFunctionWhoseDeadLetterItIs() {
        String other = ARN.replace("isolate-instance", "revoke-sessions");

        assertThat(Delivery.of(record(other).put("requestPayload", EVENT).toString(), ARN)
                        .fault())
                .contains("another function", other, "send it there");
    }

    /** The event failed by the alias, or before there was one; an operator sends it again by either. */
    @ParameterizedTest
    @CsvSource({"'', :live", ":live, ''", ":live, :live", ":live, :$LATEST", ":$LATEST, :live", ":7, :live"})
    void takesADeadLetterOfItsOwnByWhateverItWasInvoked(String failed, String again) {
        Delivery delivery =
                Delivery.of(record(ARN + failed).put("requestPayload", EVENT).toString(), ARN + again);

        assertThat(delivery.fault()).isNull();
        assertThat(delivery.text()).isEqualTo(EVENT);
    }

    @Test
    void takesNoAliasOfTheSameNameForTheSameFunction() {
        String other = ARN.replace("isolate-instance", "revoke-sessions") + ":live";

        assertThat(Delivery.of(record(other).put("requestPayload", EVENT).toString(), ARN + ":live")
                        .fault())
                .contains("another function", other, "send it there");
    }

    @Test
    void saysThatTheEventIsMissing() {
        assertThat(Delivery.of(record(ARN).toString(), ARN).fault()).contains("requestPayload is missing");
        assertThat(Delivery.of(record(ARN).putNull("requestPayload").toString(), ARN)
                        .fault())
                .contains("requestPayload is missing");
    }

    /** What an event source mapping sends, and what aws sqs receive-message prints. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"{}\",\"eventSource\":\"aws:sqs\"}]}",
                "{\"Messages\":[{\"MessageId\":\"1\",\"Body\":\"{}\"}]}"
            })
    void saysWhatToDoAboutAnEnvelopeOfSqs(String envelope) {
        Delivery delivery = Delivery.of(envelope, ARN);

        assertThat(delivery.fault()).contains("send the body of each by itself");
        assertThat(delivery.text()).isEqualTo(envelope);
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(Delivery.of("[".repeat(100_000), ARN).fault()).contains("not JSON", "depth");
        assertThat(Delivery.of("{\"a\":".repeat(100_000), ARN).fault()).contains("not JSON", "depth");
    }

    @Test
    void takesNoEventForADeadLetterBecauseItHasSuchAField() {
        String disguised = "{\"source\":\"aws.ec2\",\"detail-type\":\"x\",\"requestContext\":{},\"requestPayload\":{}}";

        assertThat(Delivery.of(disguised, ARN).text()).isEqualTo(disguised);
    }

    private static ObjectNode record(String functionArn) {
        ObjectNode record = Json.MAPPER.createObjectNode();
        record.put("version", "1.0").put("timestamp", "2026-11-22T10:00:00.000Z");
        record.putObject("requestContext")
                .put("requestId", "r")
                .put("functionArn", functionArn)
                .put("condition", "RetriesExhausted")
                .put("approximateInvokeCount", 3);
        return record;
    }
}
