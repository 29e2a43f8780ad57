package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.infra.config.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Ruler;

class NotificationTest {

    private static final Template TEMPLATE = Synthesis.shared().template(Synthesis.VIRGINIA);
    private static final Template STRICT = Synthesis.shared().template(Synthesis.BEIJING);

    private static final Set<Outcome> SILENT =
            EnumSet.of(Outcome.ALREADY_CONTAINED, Outcome.NOTHING_TO_DO, Outcome.SKIPPED);

    @ParameterizedTest
    @EnumSource
    void peopleHearOfOutcomesThatChangedSomethingOrNeedThem(Outcome outcome) throws Exception {
        assertThat(reaches(TEMPLATE, outcome(outcome, "2"))).isEqualTo(!SILENT.contains(outcome));
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, 7, true",
        "FAILED, 6.9, false",
        "AWAITING_APPROVAL, 9.5, true",
        "CONTAINED, 9.5, false",
    })
    void theConfigurationSaysOfWhatAndFromWhichSeverity(Outcome outcome, String severity, boolean told)
            throws Exception {
        assertThat(reaches(STRICT, outcome(outcome, severity))).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Containment Release", "Containment Switch", "Containment Limit"})
    void peopleHearOfReleasesSwitchesAndLimitsWhateverThePolicy(String detailType) throws Exception {
        String event = """
                {"source":"tourniquet","detail-type":"%s","detail":{"version":1}}""".formatted(detailType);

        assertThat(reaches(TEMPLATE, event)).isTrue();
        assertThat(reaches(STRICT, event)).isTrue();
    }

    /** What BatchUpdateFindings makes Security Hub send, and what else comes of its findings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Security Hub Findings - Imported",
                "Security Hub Findings - Custom Action",
                "Security Hub Insight Results",
                "Findings Imported V2"
            })
    void noRuleReactsToAnUpdateInSecurityHub(String detailType) throws Exception {
        String event = """
                {"source":"aws.securityhub","detail-type":"%s","account":"123456789012","region":"us-east-1",
                 "detail":{"accountId":"123456789012","type":"Backdoor:EC2/C&CActivity.B","severity":8,"outcome":"FAILED",
                 "findings":[{"ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty",
                 "Workflow":{"Status":"NOTIFIED"},"Note":{"UpdatedBy":"tourniquet"}}]}}""".formatted(detailType);

        for (JsonNode rule : TEMPLATE.all("AWS::Events::Rule")) {
            if (rule.has("EventPattern")) {
                assertThat(Ruler.matchesRule(event, rule.path("EventPattern").toString()))
                        .as(rule.path("Name").asText())
                        .isFalse();
            }
        }
    }

    @Test
    void theRuleIsOnTheOwnBusAndLeadsToTheNotifierOnly() {
        JsonNode rule = TEMPLATE.rule("tourniquet-notify");

        assertThat(rule.at("/EventBusName/Ref").asText())
                .isEqualTo(TEMPLATE.logicalId("AWS::Events::EventBus", "Name", "tourniquet"));
        assertThat(rule.path("Targets")).hasSize(1);
        assertThat(rule.at("/Targets/0/Arn/Fn::GetAtt/0").asText())
                .isEqualTo(TEMPLATE.logicalId("AWS::Lambda::Function", "FunctionName", "tourniquet-notify"));
    }

    /** A notification of a failed notification would fail as well. */
    @Test
    void theNotifierCanAnnounceNothing() {
        assertThat(TEMPLATE.statements("notify").toString()).doesNotContain("events:");
    }

    @Test
    void aChannelThatIsNotAskedForIsNotPermitted() {
        assertThat(sids(Synthesis.shared().template(Synthesis.IRELAND)))
                .containsExactlyInAnyOrder(
                        "TellPeople",
                        "UseKeyForTopic",
                        "WriteOwnLog",
                        "KeepOwnRecords",
                        "SendDeadLetters",
                        "UseKeyForLedger",
                        "UseKeyForDeadLetters");
        assertThat(sids(STRICT)).contains("ReadWebhook", "UseKeyForWebhook", "FindFinding", "AnnotateFinding");
    }

    @Test
    void theNotifierReadsTheOneSecretAndNoCase() {
        assertThat(STRICT.statement("notify", "ReadWebhook").path("Resource").asText())
                .isEqualTo("arn:aws-cn:secretsmanager:cn-north-1:210987654321:secret:slack-AbCdEf");
        assertThat(TEMPLATE.statement("notify", "KeepOwnRecords")
                        .at("/Condition/ForAllValues:StringLike")
                        .path("dynamodb:LeadingKeys")
                        .asText())
                .isEqualTo("notify/*");
    }

    private static List<String> sids(Template template) {
        return template.statements("notify").stream()
                .map(statement -> statement.path("Sid").asText())
                .toList();
    }

    private static String outcome(Outcome outcome, String severity) {
        return """
                {"source":"tourniquet","detail-type":"Containment Outcome",
                 "detail":{"outcome":"%s","finding":{"severity":%s}}}""".formatted(outcome, severity);
    }

    private static boolean reaches(Template template, String event) throws Exception {
        return Ruler.matchesRule(
                event, template.rule("tourniquet-notify").path("EventPattern").toString());
    }
}
