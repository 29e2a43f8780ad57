package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tourniquet.infra.config.Outcome;
import dev.tourniquet.infra.config.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DashboardTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);

    @ParameterizedTest
    @EnumSource
    void showsOfEachResponseHowFastAndWithWhichOutcome(Response response) throws Exception {
        String name = response.key();

        assertThat(widget("Time from finding"))
                .contains(
                        "[\"Tourniquet\",\"TimeToContain\",\"Response\",\"" + name + "\",{\"label\":\"" + name
                                + " p50\",\"stat\":\"p50\"}]",
                        name + " p95\",\"stat\":\"p95\"");
        assertThat(widget("Outcomes of " + name))
                .contains(Arrays.stream(Outcome.values())
                        .map(outcome -> "\"Outcome_" + outcome + "\",\"Response\",\"" + name + "\"")
                        .toList());
        assertThat(widget("Waiting for approval")).contains("\"WaitingApprovals\",\"Response\",\"" + name + "\"");
        assertThat(widget("Breaker"))
                .contains(Stream.of("LimitReached", "Paused", "DryRunSwitched")
                        .map(metric -> "\"" + metric + "\",\"Response\",\"" + name + "\"")
                        .toList());
        assertThat(widget("Throttled"))
                .contains(
                        "\"Tourniquet\",\"Throttles\",\"Response\",\"" + name + "\"",
                        "\"AWS/Lambda\",\"Throttles\",\"FunctionName\",\"tourniquet-" + name + "\"");
    }

    @Test
    void showsTheDeadLettersAndTheNotifications() throws Exception {
        assertThat(widget("Dead letters")).contains("\"DeadLetters\",\"Response\",\"dead-letters\"");
        assertThat(widget("Notifications"))
                .contains("\"NotificationsSent\",\"Response\",\"notify\"", "\"NotificationsCounted\"");
    }

    @Test
    void showsOnlyTheResponsesThatRunHere() throws Exception {
        List<String> titles = titles(Synthesis.shared().template(Synthesis.BEIJING));

        assertThat(titles).contains("Outcomes of block-public-access").doesNotContain("Outcomes of revoke-sessions");
    }

    private static String widget(String title) throws JsonProcessingException {
        return body(TEMPLATE)
                .path("widgets")
                .valueStream()
                .filter(widget -> widget.at("/properties/title").asText().startsWith(title))
                .map(JsonNode::toString)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> titles(Template template) throws JsonProcessingException {
        return body(template)
                .path("widgets")
                .valueStream()
                .map(widget -> widget.at("/properties/title").asText())
                .toList();
    }

    /** The body is a text put together at deployment: references stand for themselves here. */
    private static JsonNode body(Template template) throws JsonProcessingException {
        JsonNode body = template.only("AWS::CloudWatch::Dashboard").path("DashboardBody");
        String text = body.at("/Fn::Join/1")
                .valueStream()
                .map(part -> part.isTextual() ? part.textValue() : "reference")
                .collect(Collectors.joining());
        return new ObjectMapper().readTree(body.isTextual() ? body.textValue() : text);
    }
}
